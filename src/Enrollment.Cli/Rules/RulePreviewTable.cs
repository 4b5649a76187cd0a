using Enrollment.Cli.Output;
using Enrollment.Cli.Output.Formatting;
using Enrollment.Cli.Output.Tables;
using Enrollment.Domain.Enrollments;
using Enrollment.Processing.Preview;
using Enrollment.Queries.Wording.Periods;
using Enrollment.Queries.Wording.Rules;

namespace Enrollment.Cli.Rules;

/// <summary>Prints a preview as tables: counts first, then learners.</summary>
internal static class RulePreviewTable
{
    public static void Write(RulePreview preview, int names)
    {
        var title = Format.Sentence(RulePreviewText.Title(preview.Version, preview.Night, Format.Id(preview.ActivityId)));
        Printer.WriteLine($"[bold]{preview.RuleId}[/] {title}:");
        if (!preview.InForce)
            Printer.WriteLine(StyledText.Of(RulePreviewText.NotInForce, TextStyle.Red));
        WriteCounts(preview.Counts);
        if (names == 0)
            return;
        WriteNames(preview);
        foreach (var learner in preview.Undecided)
            Printer.WriteLine(Format.Sentence(RulePreviewText.Undecided(Format.Id(learner))));
        if (preview.Enrollments.Count == names || preview.Undecided.Count == names)
            Printer.WriteLine($"At most {Format.Count(names)} are listed (--limit).");
        Printer.WriteLine(RulePreviewText.NextDueDates);
    }

    private static void WriteCounts(PreviewCounts counts)
    {
        var table = new Table(Column.Text("with this save", minWidth: 30), Column.Number("enrollments"));
        table.Add("gain: enrolled, or satisfied by an earlier completion", Format.Count(counts.Gains));
        table.Add("change", Format.Count(counts.Changes));
        table.Add("keep", Format.Count(counts.Keeps));
        table.Add("lose: withdrawn or canceled", Format.Count(counts.Loses));
        table.Add("ended before the save", Format.Count(counts.Ended));
        table.Add("undecided: hire date unknown (learners)", Format.Count(counts.Undecided));
        if (counts.DueWithoutHireDate > 0)
            table.Add("due date not from the hire date, which is unknown (learners)", Format.Count(counts.DueWithoutHireDate));
        table.Add("failed: data cannot be evaluated (learners)", Format.FailureCount(counts.Failed));
        table.Add(StyledText.Of("changed in this night also without this save", TextStyle.Grey), Format.Count(counts.Anyway));
        table.Add(StyledText.Of("learners evaluated in this night", TextStyle.Grey), Format.Count(counts.LookedAt));
        Printer.Write(table);
    }

    private static void WriteNames(RulePreview preview)
    {
        if (preview.Enrollments.Count == 0)
            return;
        var table = new Table(
            Column.Id("learner"),
            Column.Fixed("effect"),
            Column.Text("without this save", minWidth: 17),
            Column.Text("with this save", minWidth: 17),
            Column.Text("next due", essential: false, minWidth: 10),
            Column.Fixed("anyway", essential: false),
            Column.Id("activity", essential: false)
        );
        foreach (var row in preview.Enrollments)
            table.Add(
                row.LearnerId,
                Format.Name(row.Effect),
                FormatPeriod(row.Without),
                FormatPeriod(row.With),
                row.NextDue.Count == 0 ? Format.None : string.Join(", ", row.NextDue.Select(due => Format.Date(due))),
                row.ChangesAnyway ? "yes" : "",
                row.ActivityId
            );
        Printer.Write(table);
    }

    private static StyledText FormatPeriod(PreviewedPeriod? period)
    {
        if (period is null)
            return Format.None;
        var from = period.Status is PeriodStatus.Scheduled ? $", from {Format.Date(period.EnrolledOn)}" : "";
        return $"{Format.Status(period.Status)}, {PeriodText.Due(period.Due)}{from} [grey]{TermsText.Of(period.Requirement)}, "
            + $"{period.RuleId} v{period.RuleVersion}[/]";
    }
}
