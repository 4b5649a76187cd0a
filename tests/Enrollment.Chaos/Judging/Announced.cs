using Enrollment.Chaos.Publishing;

namespace Enrollment.Chaos.Judging;

/// <summary>The LMS received what the events announce: everything, nothing else, and as often as it came with the same content.</summary>
internal static class Announced
{
    public static void Look(Stored stored, IReadOnlyDictionary<Guid, Received> received, Verdict verdict)
    {
        foreach (var (id, (what, content)) in stored.Announcements)
            if (received.GetValueOrDefault(id) is not { } came)
                verdict.Found("announced", $"{what} ({id}) was never received");
            else if (came.Differs || came.Content != content)
                verdict.Found("announced", $"{what} ({id}) was received with another content");
        foreach (var id in received.Keys.Where(id => !stored.Announcements.ContainsKey(id)))
            verdict.Found("unexpected", $"announcement {id} follows from no event");
        foreach (var twice in stored.AnnouncedTwice)
            verdict.Found("doubled", twice);
    }
}
