namespace Enrollment.Worker.DeadLetters;

/// <summary>What the worker adds to a message that it forwards to a dead-letter queue.</summary>
internal static class DeadLetterHeaders
{
    public const string Queue = "enrollment-queue";
    public const string MessageType = "enrollment-message-type";
    public const string Reason = "enrollment-reason";
    public const string Problems = "enrollment-problems";

    /// <summary>The broker lets nobody but its owner send the property <c>user_id</c>, so the publisher's travels on as a header.</summary>
    public const string UserId = "enrollment-user-id";

    /// <summary>The body's length in bytes, where only its beginning is forwarded.</summary>
    public const string BodyLength = "enrollment-body-length";

    /// <summary>The few headers of others that travel on: those by which a trace is followed.</summary>
    public static IReadOnlyList<string> Carried { get; } = ["traceparent", "tracestate", "MT-Activity-Id"];

    /// <summary>A carried header is text of at most so many characters.</summary>
    public const int LongestCarried = 512;
}
