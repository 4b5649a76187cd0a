namespace Enrollment.Worker.Publishing;

/// <summary>The broker did not confirm everything that was sent to it.</summary>
internal sealed class NotConfirmedException(int confirmed, Exception cause) : IOException(cause.Message, cause)
{
    /// <summary>How many from the first on it has.</summary>
    public int Confirmed => confirmed;
}
