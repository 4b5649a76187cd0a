using Enrollment.Cli.Output;
using Enrollment.Storage.Nights;

namespace Enrollment.Cli.Nightly;

/// <summary>What a finished run came to.</summary>
internal static class NightTable
{
    public const string WhomAndWhy = "Whom it failed for, and why: enrollctl nightly status --failed";

    public static void Show(SegmentCounts batch, SegmentCounts rollover)
    {
        var table = new Table(
            Column.Word("phase"),
            Column.Count("planned"),
            Column.Count("applied"),
            Column.Count("unchanged"),
            Column.Count("failed")
        );
        Add("batch (who gains, loses, pauses)", batch);
        Add("rollover (opens, overdue, missed)", rollover);
        Printer.Show(table);
        if (batch.Failed + rollover.Failed > 0)
            Printer.Line(WhomAndWhy);

        void Add(string phase, SegmentCounts counts) => table.Add([phase, .. Cells(counts)]);
    }

    public static Phrase[] Cells(SegmentCounts counts) =>
        [Words.Count(counts.Planned), Words.Count(counts.Applied), Words.Count(counts.Unchanged), Words.Alarming(counts.Failed)];
}
