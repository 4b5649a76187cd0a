using Enrollment.Cli.Output;
using Enrollment.Domain.Enrollments;
using Enrollment.Worker.Rules.Preview;
using Spectre.Console;

namespace Enrollment.Cli.Rules;

/// <summary>A preview for people: counts first, then names.</summary>
internal static class RulePreviewTable
{
    public static void Show(RulePreview preview, int names)
    {
        Printer.Line($"[bold]{Words.Text(preview.RuleId)}[/] version {preview.Version}, saved now, in the night of {Words.Date(preview.Night)} ({Words.Text(preview.ActivityId)}):");
        if (!preview.InForce)
            Printer.Line("[red]The night would not go by this save: a larger version, or a later save of this version, is stored, or it comes after the night.[/]");
        Counts(preview.Counts);
        if (names == 0)
            return;
        Names(preview);
        foreach (var learner in preview.Undecided)
            Printer.Line($"undecided, hire date unknown: {Words.Text(learner)}");
        if (preview.Enrollments.Count == names || preview.Undecided.Count == names)
            Printer.Line($"At most {Words.Count(names)} are named (--limit).");
        Printer.Line("Next due: if nothing else happens and each period is completed on its due date (one overdue, in this night).");
    }

    private static void Counts(PreviewCounts counts)
    {
        var table = Printer.Table("with this save", ">enrollments");
        table.AddRow("gain: enrolled, or satisfied by an earlier completion", Words.Count(counts.Gains));
        table.AddRow("change", Words.Count(counts.Changes));
        table.AddRow("keep what they have", Words.Count(counts.Keeps));
        table.AddRow("lose: withdrawn or canceled", Words.Count(counts.Loses));
        table.AddRow("ended before, and stay so", Words.Count(counts.Ended));
        table.AddRow("cannot be decided: hire date unknown (learners)", Words.Count(counts.Undecided));
        table.AddRow("data cannot be judged (learners)", Words.Alarming(counts.Failed));
        table.AddRow("[grey]change tonight anyway, without this save[/]", Words.Count(counts.Anyway));
        table.AddRow("[grey]learners the night would look at[/]", Words.Count(counts.LookedAt));
        Printer.Show(table);
    }

    private static void Names(RulePreview preview)
    {
        if (preview.Enrollments.Count == 0)
            return;
        var table = Printer.Table("learner", "activity", "effect", "without this save", "with this save", "next due", "anyway");
        foreach (var row in preview.Enrollments)
            table.AddRow(Words.Text(row.LearnerId), Words.Text(row.ActivityId), Words.Name(row.Effect), Period(row.Without), Period(row.With),
                row.NextDue.Count == 0 ? Words.Nothing : string.Join(", ", row.NextDue.Select(due => Words.Date(due))), row.ChangesAnyway ? "yes" : "");
        Printer.Show(table);
    }

    private static string Period(PreviewedPeriod? period) => period is null
        ? Words.Nothing
        : $"{Words.Status(period.Status)}, due {Words.Date(period.Due)}{(period.Status is PeriodStatus.Scheduled ? $", from {Words.Date(period.EnrolledOn)}" : "")}\n[grey]{Words.Name(period.Requirement)}, {Words.Text(period.RuleId)} v{period.RuleVersion}[/]";
}
