namespace Enrollment.Worker.DeadLetters;

/// <summary>The headers that the worker adds to a message that it forwards to a dead-letter queue.</summary>
internal static class DeadLetterHeaders
{
    public const string Queue = "enrollment-queue";
    public const string MessageType = "enrollment-message-type";
    public const string Reason = "enrollment-reason";
    public const string Problems = "enrollment-problems";

    /// <summary>
    /// The publisher's <c>user_id</c>. The broker accepts that property from its owner only, so it is forwarded as a header.
    /// </summary>
    public const string UserId = "enrollment-user-id";

    /// <summary>The body's length in bytes, if only its beginning is forwarded.</summary>
    public const string BodyLength = "enrollment-body-length";

    /// <summary>The headers of a publisher that are forwarded: those of a trace.</summary>
    public static IReadOnlyList<string> Carried { get; } = ["traceparent", "tracestate", "MT-Activity-Id"];

    /// <summary>The maximum length of a forwarded header, in characters.</summary>
    public const int MaxCarriedLength = 512;
}
