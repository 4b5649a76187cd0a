using Enrollment.Cli.Output;
using Enrollment.Cli.Output.Formatting;
using Enrollment.Cli.Output.Tables;
using Enrollment.Queries.History;
using Enrollment.Queries.Wording.Events;

namespace Enrollment.Cli.History;

/// <summary>Prints a history: the effective date, the event, the reason, the cause, and the recording time.</summary>
internal static class HistoryList
{
    public static void Write(IEnumerable<HistoryEntry> history, TimeZoneInfo zone, bool namesActivity)
    {
        var listing = new DefinitionList(indentation: 2);
        foreach (var entry in history)
        {
            listing.Add(StyledText.Of(Format.Date(entry.EffectiveOn), TextStyle.Bold), FormatHeadline(entry, namesActivity));
            foreach (var why in entry.Why)
                listing.Add("", StyledText.Of(why, TextStyle.Grey));
            var cause = EventText.Cause(entry.MessageId, entry.Run, entry.Semantics);
            listing.Add("", $"[grey]{cause}, recorded {Format.Instant(entry.RecordedAt, zone)}[/]");
        }

        Printer.Write(listing);
    }

    private static StyledText FormatHeadline(HistoryEntry entry, bool namesActivity)
    {
        var mark = entry.Status is { } status ? StyledText.Of("●", Format.StyleOf(status)) : StyledText.Of("·", TextStyle.Grey);
        var about = entry.ActivityId ?? "learner";
        return namesActivity ? StyledText.Of($"{mark} [bold]{about}[/] {entry.What}") : StyledText.Of($"{mark} {entry.What}");
    }
}
