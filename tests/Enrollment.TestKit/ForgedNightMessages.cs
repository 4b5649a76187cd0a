using Enrollment.Contracts;
using Enrollment.Worker.Nights.Messages;

namespace Enrollment.TestKit;

/// <summary>Every message of a night, as somebody forges it: for segments that exist and that do not, with false counts.</summary>
public static class ForgedNightMessages
{
    private static readonly int[] Segments = [1, 2, 10, 0, -1, 99_999, int.MaxValue];
    private static readonly object NothingPlanned = new { segments = 0, items = 0 };
    private static readonly object FalseCounts = new
    {
        planned = 1_000_000,
        applied = -5,
        unchanged = 0,
        failed = 7,
    };

    public static IEnumerable<(Type Type, object Body)> Create(DateOnly date)
    {
        yield return (typeof(StartNightlyRun), new { businessDate = date });
        yield return (typeof(RunNightlyBatch), new { businessDate = date });
        yield return (typeof(RollOverPeriods), new { businessDate = date });
        yield return (typeof(NightlyBatchPlanned), new { businessDate = date, work = NothingPlanned });
        yield return (typeof(NightlyBatchPlanned), new { businessDate = date });
        yield return (typeof(PeriodRolloverPlanned), new { businessDate = date, work = NothingPlanned });
        foreach (var segment in Segments)
        {
            yield return (typeof(RunBatchSegment), new { businessDate = date, segment });
            yield return (typeof(RunRolloverSegment), new { businessDate = date, segment });
            yield return (
                typeof(BatchSegmentCompleted),
                new
                {
                    businessDate = date,
                    segment,
                    counts = FalseCounts,
                }
            );
            yield return (
                typeof(RolloverSegmentCompleted),
                new
                {
                    businessDate = date,
                    segment,
                    counts = FalseCounts,
                }
            );
            yield return (typeof(RolloverSegmentCompleted), new { businessDate = date, segment });
        }
    }
}
