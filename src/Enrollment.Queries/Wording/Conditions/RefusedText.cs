namespace Enrollment.Queries.Wording.Conditions;

/// <summary>Announcements that a full queue refused, and how to send them again.</summary>
public static class RefusedText
{
    private const string Resend = "enrollctl announcements resend --queue";

    public static string Kept(long count, DateTimeOffset since, string advice) =>
        $"{ValueText.Count(count, "announcement")} refused by a queue since {ValueText.Utc(since)} "
        + $"{(count == 1 ? "is" : "are")} kept. {advice}";

    /// <summary>The broker says which queues can refuse, and which of them are full.</summary>
    public static string Queues(IReadOnlyList<string> canRefuse, IReadOnlyList<string> full) =>
        (canRefuse, full) switch
        {
            ([], _) => "No bound queue has the overflow reject-publish now. When the queue that refused is bound and has room again, "
                + $"run {Resend} NAME. If no queue needs the announcements any more, run enrollctl announcements discard.",
            (_, []) => $"No queue is full now. These can refuse: {Names(canRefuse)}. Run {Resend} NAME.",
            (_, [var one]) => $"Full and refusing: {Names(full)}. Let its reader catch up or raise its limit, then run {Resend} {one}.",
            _ => $"Full and refusing: {Names(full)}. Let their readers catch up or raise the limits, then run {Resend} NAME for each.",
        };

    public const string QueueNotReported =
        "The broker does not report which queue refused. Set Enrollment__RabbitMqManagement, or look for a full queue with the overflow "
        + "reject-publish in the output of 'rabbitmqctl list_queues name arguments policy messages'. "
        + $"When its reader has caught up, run {Resend} NAME.";

    public static string QueueUnknown(string why) =>
        $"It is unknown which queue refused: {ValueText.Clause(why)}. When the queue has room again, run {Resend} NAME.";

    private static string Names(IEnumerable<string> queues) => ValueText.List(queues.Select(queue => $"the queue {queue}"));
}
