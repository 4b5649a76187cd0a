using Enrollment.Cli.Output;
using Enrollment.Cli.Output.Formatting;
using Enrollment.Cli.Output.Tables;
using Enrollment.Domain.Enrollments;
using Enrollment.Processing.Preview;
using Enrollment.Processing.Upgrading;
using Enrollment.Queries.Wording.Nights;
using Enrollment.Queries.Wording.Periods;
using Enrollment.Queries.Wording.Rules;

namespace Enrollment.Cli.Upgrading;

/// <summary>Prints the preview of an upgrade as tables: counts first, then enrollments.</summary>
internal static class UpgradePreviewTable
{
    public static void Write(UpgradePreview preview)
    {
        Printer.WriteLine($"[bold]{UpgradeText.Title(preview.Night)}[/]:");
        WriteCounts(preview);
        WriteNames(preview);
        if (preview.LeftOut > 0)
            Printer.WriteLine(UpgradeText.LeftOut(Format.Count(preview.LeftOut, "learner")));
    }

    private static void WriteCounts(UpgradePreview preview)
    {
        var table = new Table(Column.Text("change", minWidth: 30), Column.Number("enrollments"));
        table.Add("begins: a period is current that was not", Count(UpgradeEffect.Begins));
        table.Add("ends: no period is current any more", Count(UpgradeEffect.Ends));
        table.Add("replaced: another period is current", Count(UpgradeEffect.Replaced));
        table.Add("due date", Count(UpgradeEffect.DueDate));
        table.Add("requirement", Count(UpgradeEffect.Requirement));
        table.Add("other: status, other dates, rule", Count(UpgradeEffect.Other));
        table.Add("failed: data cannot be evaluated (learners)", Format.FailureCount(preview.Failed));
        table.Add(StyledText.Of("learners evaluated", TextStyle.Grey), Format.Count(preview.LookedAt));
        Printer.Write(table);

        string Count(UpgradeEffect effect) => Format.Count(preview.Counts[effect]);
    }

    private static void WriteNames(UpgradePreview preview)
    {
        if (preview.Enrollments.Count == 0)
            return;
        var table = new Table(
            Column.Id("learner"),
            Column.Id("activity"),
            Column.Fixed("change"),
            Column.Text("now", minWidth: 17),
            Column.Text("after that night", minWidth: 17)
        );
        foreach (var row in preview.Enrollments)
            table.Add(row.LearnerId, row.ActivityId, Format.Name(row.Effect), FormatPeriod(row.Before), FormatPeriod(row.After));
        Printer.Write(table);
        if (preview.Enrollments.Count < preview.Counts.Values.Sum())
            Printer.WriteLine($"At most {Format.Count(preview.Enrollments.Count)} are listed (--limit).");
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
