namespace Enrollment.Worker.Transport;

/// <summary>The database or the broker could not be reached. The message is valid and returns to its queue.</summary>
internal sealed class MessageKeptException(string reason, Exception cause) : Exception(reason, cause);
