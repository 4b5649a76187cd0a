using Enrollment.Cli.Output;
using Enrollment.Domain.Enrollments;
using Enrollment.Queries.History;

namespace Enrollment.Cli.History;

/// <summary>What happened, for people: when it holds, what it was, why, because of what, and when it was recorded.</summary>
internal static class HistoryList
{
    public static void Print(IEnumerable<HistoryEntry> history, TimeZoneInfo zone, bool namesActivity)
    {
        var listing = new Listing(indentation: 2);
        foreach (var entry in history)
        {
            listing.Add(Phrase.Of(Words.Date(entry.EffectiveOn), Style.Bold), Headline(entry, namesActivity));
            foreach (var why in entry.Why)
                listing.Add("", Phrase.Of(why, Style.Grey));
            listing.Add("", $"[grey]{By(entry)}, recorded {Words.Instant(entry.RecordedAt, zone)}[/]");
        }

        Printer.Show(listing);
    }

    private static Phrase Headline(HistoryEntry entry, bool namesActivity)
    {
        var mark = entry.Status is { } status ? Phrase.Of("●", Words.StyleOf(status)) : Phrase.Of("·", Style.Grey);
        var about = entry.ActivityId ?? "learner";
        return namesActivity ? Phrase.Of($"{mark} [bold]{about}[/] {entry.What}") : Phrase.Of($"{mark} {entry.What}");
    }

    private static string By(HistoryEntry entry) =>
        entry switch
        {
            { Run: { } night } => $"by the night of {Words.Date(night)}",
            { MessageId: { } message } => $"by the message {message}",
            _ => "by nothing named",
        };
}
