using Enrollment.Cli.Output;
using Enrollment.Domain.Enrollments;
using Enrollment.Processing.Preview;

namespace Enrollment.Cli.Rules;

/// <summary>A preview for people: counts first, then names.</summary>
internal static class RulePreviewTable
{
    public static void Show(RulePreview preview, int names)
    {
        Printer.Line(
            $"[bold]{preview.RuleId}[/] version {preview.Version}, saved now, in the night of {Words.Date(preview.Night)} ({preview.ActivityId}):"
        );
        if (!preview.InForce)
            Printer.Line(
                $"[red]The night would not go by this save: a larger version, or a later save of this version, is stored, or it comes after the night.[/]"
            );
        Counts(preview.Counts);
        if (names == 0)
            return;
        Names(preview);
        foreach (var learner in preview.Undecided)
            Printer.Line($"undecided, hire date unknown: {learner}");
        if (preview.Enrollments.Count == names || preview.Undecided.Count == names)
            Printer.Line($"At most {Words.Count(names)} are named (--limit).");
        Printer.Line("Next due: if nothing else happens and each period is completed on its due date (one overdue, in this night).");
    }

    private static void Counts(PreviewCounts counts)
    {
        var table = new Table(Column.Text("with this save", least: 30), Column.Count("enrollments"));
        table.Add("gain: enrolled, or satisfied by an earlier completion", Words.Count(counts.Gains));
        table.Add("change", Words.Count(counts.Changes));
        table.Add("keep what they have", Words.Count(counts.Keeps));
        table.Add("lose: withdrawn or canceled", Words.Count(counts.Loses));
        table.Add("ended before, and stay so", Words.Count(counts.Ended));
        table.Add("cannot be decided: hire date unknown (learners)", Words.Count(counts.Undecided));
        table.Add("data cannot be judged (learners)", Words.Alarming(counts.Failed));
        table.Add(Phrase.Of("change tonight anyway, without this save", Style.Grey), Words.Count(counts.Anyway));
        table.Add(Phrase.Of("learners the night would look at", Style.Grey), Words.Count(counts.LookedAt));
        Printer.Show(table);
    }

    private static void Names(RulePreview preview)
    {
        if (preview.Enrollments.Count == 0)
            return;
        var table = new Table(
            Column.Id("learner"),
            Column.Word("effect"),
            Column.Text("without this save", least: 17),
            Column.Text("with this save", least: 17),
            Column.Text("next due", matters: false, least: 10),
            Column.Word("anyway", matters: false),
            Column.Id("activity", matters: false)
        );
        foreach (var row in preview.Enrollments)
            table.Add(
                row.LearnerId,
                Words.Name(row.Effect),
                Period(row.Without),
                Period(row.With),
                row.NextDue.Count == 0 ? Words.Nothing : string.Join(", ", row.NextDue.Select(due => Words.Date(due))),
                row.ChangesAnyway ? "yes" : "",
                row.ActivityId
            );
        Printer.Show(table);
    }

    private static Phrase Period(PreviewedPeriod? period)
    {
        if (period is null)
            return Words.Nothing;
        var from = period.Status is PeriodStatus.Scheduled ? $", from {Words.Date(period.EnrolledOn)}" : "";
        return $"{Words.Status(period.Status)}, due {Words.Date(period.Due)}{from} [grey]{Words.Name(period.Requirement)}, {period.RuleId} v{period.RuleVersion}[/]";
    }
}
