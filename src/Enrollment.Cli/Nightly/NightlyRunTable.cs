using Enrollment.Cli.Output;
using Enrollment.Cli.Output.Formatting;
using Enrollment.Cli.Output.Tables;
using Enrollment.Storage.Nights;

namespace Enrollment.Cli.Nightly;

/// <summary>Prints the result of a finished run.</summary>
internal static class NightlyRunTable
{
    public const string FailureHint = "For the failures and their reasons: enrollctl nightly status --failed";

    public static void Write(SegmentCounts batch, SegmentCounts rollover)
    {
        var table = new Table(
            Column.Fixed("phase"),
            Column.Number("planned"),
            Column.Number("applied"),
            Column.Number("unchanged"),
            Column.Number("failed")
        );
        Add("batch (enroll, withdraw, pause)", batch);
        Add("rollover (open, overdue, missed)", rollover);
        Printer.Write(table);
        if (batch.Failed + rollover.Failed > 0)
            Printer.WriteLine(FailureHint);

        void Add(string phase, SegmentCounts counts) => table.Add([phase, .. Cells(counts)]);
    }

    public static StyledText[] Cells(SegmentCounts counts) =>
        [Format.Count(counts.Planned), Format.Count(counts.Applied), Format.Count(counts.Unchanged), Format.FailureCount(counts.Failed)];
}
