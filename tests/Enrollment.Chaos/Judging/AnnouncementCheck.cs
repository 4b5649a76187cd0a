namespace Enrollment.Chaos.Judging;

/// <summary>
/// What the events announce was received, each under an id of its own, and says what its event says in every copy; nothing else was
/// received.
/// </summary>
internal static class AnnouncementCheck
{
    public static void Check(SystemState stored, Verdict verdict)
    {
        foreach (var (id, what) in stored.RepeatedIds)
            verdict.AddFinding("doubled", $"{what} is announced under {id}, which {stored.Announcements[id].What} has too");
    }

    /// <summary>Of one queue of an LMS.</summary>
    public static void Check(SystemState stored, string queue, IReadOnlyDictionary<Guid, ReceivedAnnouncement> received, Verdict verdict)
    {
        foreach (var (id, announced) in stored.Announcements)
            if (received.GetValueOrDefault(id) is not { } came)
                verdict.AddFinding("announced", $"{announced.What} ({id}) was never received from {queue}");
            else
                Compare(announced, came, verdict);
        foreach (var id in received.Keys.Where(id => !stored.Announcements.ContainsKey(id)))
            verdict.AddFinding("unexpected", $"announcement {id} in {queue} follows from no event");
    }

    private static void Compare(ExpectedAnnouncement announced, ReceivedAnnouncement came, Verdict verdict)
    {
        if (came.Content != announced.Content)
            verdict.AddFinding(
                "announced wrongly",
                $"{announced.What} ({announced.Id}) came as a {came.Content.Type} that does not say {announced.Body}"
            );
        if (came.Differs)
            verdict.AddFinding("announced wrongly", $"{announced.What} ({announced.Id}) came in copies that differ");
    }
}
