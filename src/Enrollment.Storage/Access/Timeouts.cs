namespace Enrollment.Storage.Access;

/// <summary>Time limits of single operations.</summary>
public static class Timeouts
{
    /// <summary>Starts a limit that ends with the token, or after the time.</summary>
    public static CancellationTokenSource Start(TimeSpan timeout, CancellationToken cancellationToken)
    {
        var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        return limit;
    }
}
