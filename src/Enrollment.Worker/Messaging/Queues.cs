namespace Enrollment.Worker.Messaging;

/// <summary>Names on the broker that others rely on.</summary>
public static class Queues
{
    /// <summary>Bodies the door refused, on their way to the table.</summary>
    public const string Rejected = "enrollment-rejected";

    /// <summary>Messages whose handling failed for good, on their way to the table.</summary>
    public const string Failed = "enrollment-failed";

    /// <summary>The dead-letter exchange, and the queue behind it: messages that were handed out too often.</summary>
    public const string Undeliverable = "enrollment-undeliverable";

    /// <summary><c>UserCreated</c> is consumed from <c>enrollment-user-created</c>.</summary>
    public static string Of(Type messageType) =>
        "enrollment" + string.Concat(messageType.Name.Select(letter => char.IsUpper(letter) ? $"-{char.ToLowerInvariant(letter)}" : $"{letter}"));
}
