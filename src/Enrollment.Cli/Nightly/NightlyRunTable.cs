using Enrollment.Cli.Output;
using Enrollment.Cli.Output.Formatting;
using Enrollment.Cli.Output.Tables;
using Enrollment.Queries.Wording.Nights;
using Enrollment.Storage.Nights;

namespace Enrollment.Cli.Nightly;

/// <summary>Prints the result of a finished run.</summary>
internal static class NightlyRunTable
{
    public static void Write(SegmentCounts batch, SegmentCounts rollover)
    {
        var table = new Table(
            Column.Fixed("phase"),
            Column.Number("planned"),
            Column.Number("applied"),
            Column.Number("unchanged"),
            Column.Number("failed")
        );
        Add(NightlyPhase.Batch, batch);
        Add(NightlyPhase.Rollover, rollover);
        Printer.Write(table);
        if (batch.Failed + rollover.Failed > 0)
            Printer.WriteLine(NightText.FailureHint);

        void Add(NightlyPhase phase, SegmentCounts counts) => table.Add([NightText.Purpose(phase), .. Cells(counts)]);
    }

    public static StyledText[] Cells(SegmentCounts counts) =>
        [Format.Count(counts.Planned), Format.Count(counts.Applied), Format.Count(counts.Unchanged), Format.FailureCount(counts.Failed)];
}
