using Enrollment.Storage.Access;
using MassTransit;

namespace Enrollment.Worker.Messaging;

/// <summary>The retries before a message counts as failed.</summary>
internal static class RetryPolicies
{
    // The three policies do not overlap. Retries for an unreachable database end before the broker's consumer timeout (30 minutes). A
    // conflict becomes a dead letter only if it lasts for about three minutes, as with corrupt data. Intervals vary by a quarter, so that
    // the same transactions do not conflict again.
    public static void UseRetries(this IReceiveEndpointConfigurator endpoint)
    {
        endpoint.UseMessageRetry(retry =>
        {
            retry.Handle<Exception>(ExceptionClassifier.IsUnreachable);
            retry.Exponential(250, TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(5), TimeSpan.FromMilliseconds(200));
        });
        endpoint.UseMessageRetry(retry =>
        {
            retry.Handle<Exception>(ExceptionClassifier.IsConflict);
            retry.Exponential(25, TimeSpan.FromMilliseconds(20), TimeSpan.FromSeconds(10), TimeSpan.FromMilliseconds(20));
        });
        endpoint.UseMessageRetry(retry =>
        {
            retry.Handle<Exception>(exception =>
                !ExceptionClassifier.IsInterruption(exception) && !ExceptionClassifier.IsConflict(exception)
            );
            retry.Interval(2, TimeSpan.FromMilliseconds(200));
        });
    }
}
