using Enrollment.Cli.Output;
using Enrollment.Domain.Enrollments;
using Enrollment.Worker.Queries;
using Spectre.Console;

namespace Enrollment.Cli.History;

/// <summary>What happened, for people: when it holds, what it was, why, because of what, and when it was recorded.</summary>
internal static class HistoryList
{
    public static void Print(IEnumerable<HistoryEntry> history, TimeZoneInfo zone, bool namesActivity)
    {
        var grid = new Grid().AddColumn(new GridColumn { NoWrap = true, Padding = new Padding(2, 0, 2, 0) }).AddColumn();
        foreach (var entry in history)
        {
            grid.AddRow($"[bold]{Words.Date(entry.EffectiveOn)}[/]", Headline(entry, namesActivity));
            foreach (var why in entry.Why)
                grid.AddRow("", $"[grey]{Words.Text(why)}[/]");
            grid.AddRow("", $"[grey]{By(entry)}, recorded {Words.Instant(entry.RecordedAt, zone)}[/]");
        }

        Printer.Show(grid);
    }

    private static string Headline(HistoryEntry entry, bool namesActivity)
    {
        var mark = entry.Status is { } status ? Mark(status) : "[grey]·[/]";
        var of = !namesActivity ? "" : $"[bold]{(entry.ActivityId is null ? "learner" : Words.Text(entry.ActivityId))}[/] ";
        return $"{mark} {of}{Words.Text(entry.What)}";
    }

    private static string Mark(PeriodStatus status) => Words.Status(status).Replace(Words.Name(status), "●", StringComparison.Ordinal);

    private static string By(HistoryEntry entry) => entry switch
    {
        { Run: { } night } => $"by the night of {Words.Date(night)}",
        { MessageId: { } message } => $"by the message {Words.Text(message)}",
        _ => "by nothing named",
    };
}
