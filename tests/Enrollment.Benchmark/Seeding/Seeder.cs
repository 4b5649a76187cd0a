using Enrollment.Benchmark.Servers;
using Enrollment.Domain;
using Enrollment.Storage.Access;
using Enrollment.Storage.Learners;
using Enrollment.Storage.Schema;
using JasperFx.Events;
using Marten;

namespace Enrollment.Benchmark.Seeding;

/// <summary>
/// Puts people into a database in bulk, as if their facts had been handled long ago and a night had looked at them since.
/// </summary>
internal sealed class Seeder(Sandbox sandbox, int pilots)
{
    private const int AtOnce = 10_000;

    private readonly IEventRegistry _events = (IEventRegistry)((StoreOptions)sandbox.Store.Options).Events;

    public async Task Seed(int learners, CancellationToken cancellation)
    {
        foreach (var numbers in Enumerable.Range(0, learners).Chunk(AtOnce))
        {
            await sandbox.Store.BulkInsertEventsAsync([.. numbers.Select(Stream)], AtOnce, cancellation);
            LearnerDocument[] documents = [.. numbers.Select(number => People.Document(number, IsPilot(number)))];
            await sandbox.Store.BulkInsertAsync(documents, batchSize: AtOnce, cancellation: cancellation);
            await CopyGroups(numbers, cancellation);
        }

        // Otherwise the server would do this in the middle of a measurement.
        await sandbox.Execute("vacuum (analyze)");
    }

    private bool IsPilot(int number) => number < pilots;

    private StreamAction Stream(int number) =>
        StreamAction.Start(_events, StreamKeys.Of(new LearnerId(People.Id(number))), People.Created(number, IsPilot(number)));

    private async Task CopyGroups(int[] numbers, CancellationToken cancellation)
    {
        await using var connection = await sandbox.Source.OpenConnectionAsync(cancellation);
        await using var rows = await connection.BeginBinaryImportAsync(
            $"copy {OwnTables.LearnerGroup} (group_id, learner_id) from stdin (format binary)",
            cancellation
        );
        foreach (var number in numbers)
        foreach (var group in People.Groups(number, IsPilot(number)))
            await rows.WriteRowAsync(cancellation, group, People.Id(number));
        await rows.CompleteAsync(cancellation);
    }
}
