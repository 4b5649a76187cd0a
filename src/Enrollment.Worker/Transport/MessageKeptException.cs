namespace Enrollment.Worker.Transport;

/// <summary>The message is not at fault and goes back to its queue: the database or the broker could not be reached.</summary>
internal sealed class MessageKeptException(string reason, Exception cause) : Exception(reason, cause);
