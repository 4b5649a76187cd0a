namespace Enrollment.Worker.Messaging;

/// <summary>The database was out of reach for longer than we wait: the message goes back to its queue, it is not at fault.</summary>
internal sealed class MessageKeptException(Exception cause) : Exception("The database could not be reached; the message stays in its queue.", cause);
