using Enrollment.Cli.Output;
using Enrollment.Worker.NightlyCycle;
using Spectre.Console;

namespace Enrollment.Cli.Nightly;

/// <summary>What a finished run came to.</summary>
internal static class NightTable
{
    public const string WhomAndWhy = "Whom it failed for, and why: enrollctl nightly status --failed";

    public static void Show(SegmentCounts batch, SegmentCounts rollover)
    {
        var table = Printer.Table("phase", ">planned", ">applied", ">unchanged", ">failed");
        Add("batch (who gains, loses, pauses)", batch);
        Add("rollover (opens, overdue, missed)", rollover);
        Printer.Show(table);
        if (batch.Failed + rollover.Failed > 0)
            Printer.Line(WhomAndWhy);

        void Add(string phase, SegmentCounts counts) => table.AddRow([phase, .. Cells(counts)]);
    }

    public static string[] Cells(SegmentCounts counts) =>
        [Words.Count(counts.Planned), Words.Count(counts.Applied), Words.Count(counts.Unchanged), Words.Alarming(counts.Failed)];
}
