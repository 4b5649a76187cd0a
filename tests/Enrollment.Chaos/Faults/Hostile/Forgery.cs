using System.Text.Json;
using Enrollment.Contracts;
using Enrollment.Worker.Nights.Messages;
using RabbitMQ.Client;

namespace Enrollment.Chaos.Faults.Hostile;

/// <summary>
/// Every message of the night, for nights there are and are not, with segments there are and are not, and lies in them: none may change
/// anything.
/// </summary>
internal static class Forgery
{
    private static readonly int[] Segments = [1, 2, 10, 0, -1, 99_999, int.MaxValue];
    private static readonly object NothingPlanned = new { segments = 0, items = 0 };
    private static readonly object Lies = new
    {
        planned = 1_000_000,
        applied = -5,
        unchanged = 0,
        failed = 7,
    };

    /// <param name="night">The night that is about to run, or runs.</param>
    /// <param name="times">How often each.</param>
    public static IEnumerable<(string Exchange, BasicProperties Properties, byte[] Body)> Messages(DateOnly night, int times)
    {
        DateOnly[] dates = [night, night.AddDays(-1), night.AddDays(1), night.AddYears(4), DateOnly.MinValue, DateOnly.MaxValue];
        return Enumerable.Repeat(dates.SelectMany(date => Messages(date)), times).SelectMany(messages => messages).Select(Enveloped);
    }

    private static (string Exchange, BasicProperties Properties, byte[] Body) Enveloped((Type Type, object Body) forged) =>
        (
            $"{forged.Type.Namespace}:{forged.Type.Name}",
            new BasicProperties { ContentType = "application/vnd.masstransit+json" },
            JsonSerializer.SerializeToUtf8Bytes(
                new { messageType = new[] { $"urn:message:{forged.Type.Namespace}:{forged.Type.Name}" }, message = forged.Body }
            )
        );

    private static IEnumerable<(Type Type, object Body)> Messages(DateOnly date)
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
                    counts = Lies,
                }
            );
            yield return (
                typeof(RolloverSegmentCompleted),
                new
                {
                    businessDate = date,
                    segment,
                    counts = Lies,
                }
            );
            yield return (typeof(RolloverSegmentCompleted), new { businessDate = date, segment });
        }
    }
}
