namespace Enrollment.Worker.Messaging;

/// <summary>What is added to a message that is set aside; the rest of it stays as it came.</summary>
internal static class SetAsideHeaders
{
    public const string Queue = "enrollment-queue";
    public const string MessageType = "enrollment-message-type";
    public const string Reason = "enrollment-reason";
    public const string Problems = "enrollment-problems";

    /// <summary>The broker lets nobody but its owner send the property <c>user_id</c>, so it travels on as a header.</summary>
    public const string UserId = "enrollment-user-id";

    public static IReadOnlyList<string> All { get; } = [Queue, MessageType, Reason, Problems, UserId];
}
