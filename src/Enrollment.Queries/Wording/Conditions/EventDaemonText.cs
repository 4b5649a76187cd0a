namespace Enrollment.Queries.Wording.Conditions;

/// <summary>The event daemon, and what follows the committed events: announcements and the chain.</summary>
internal static class EventDaemonText
{
    public static string Event(long sequence, DateTimeOffset recordedAt) => $"event {sequence} of {ValueText.Utc(recordedAt)}";

    /// <param name="since">The last time that a worker led it.</param>
    /// <param name="holder">Who holds the leader's lock.</param>
    public static string NoLeader(DateTimeOffset since, string holder) =>
        $"No worker has led the event daemon since {ValueText.Utc(since)}. Nothing is announced or chained. {holder}";

    public static string NeverLed(string waitingEvent, string holder) =>
        $"No worker has led the event daemon yet, and {waitingEvent} waits. {holder}";

    public static string Gap(string waitingEvent, long number) =>
        $"The event daemon waits before {waitingEvent}, because an open transaction may have taken the number {number}. "
        + "End its session. pg_stat_activity shows open transactions by xact_start.";

    public static string AnnouncementsStalled(string waitingEvent) =>
        $"Announcements stopped before {waitingEvent}. The log of the leading worker states the cause: the broker is unavailable, "
        + "is blocked by an alarm (memory, disk) or has exchanges of another kind, the event cannot be read, or the digest folder does "
        + "not respond. Nothing is skipped. Announcing continues when the cause is removed.";

    public static string ChainStalled(string waitingEvent, string holder) =>
        $"The chain over the events stopped before {waitingEvent}. {holder}";
}
