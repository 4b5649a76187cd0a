using Enrollment.Benchmark.Servers;
using Enrollment.Domain;
using Enrollment.Worker.Learners;
using Enrollment.Worker.Storage;
using JasperFx.Events;
using Marten;

namespace Enrollment.Benchmark.Seeding;

/// <summary>Puts people into a database in bulk, as if their facts had been handled long ago and a night had looked at them since.</summary>
internal static class Seeder
{
    private const int AtOnce = 10_000;

    public static async Task Seed(Sandbox sandbox, int learners, CancellationToken cancellation)
    {
        foreach (var numbers in Enumerable.Range(0, learners).Chunk(AtOnce))
        {
            cancellation.ThrowIfCancellationRequested();
            await sandbox.Store.BulkInsertEventsAsync([.. numbers.Select(number => Stream(sandbox.Store, number))], AtOnce, cancellation);
            await sandbox.Store.BulkInsertAsync<LearnerDocument>([.. numbers.Select(People.Document)], batchSize: AtOnce, cancellation: cancellation);
            await CopyGroups(sandbox, numbers, cancellation);
        }

        // Otherwise the server would do this in the middle of a measurement.
        await sandbox.Execute("vacuum (analyze)");
    }

    private static StreamAction Stream(IDocumentStore store, int number) =>
        StreamAction.Start((IEventRegistry)((StoreOptions)store.Options).Events, StreamKeys.Of(new LearnerId(People.Id(number))), [People.Created(number)]);

    private static async Task CopyGroups(Sandbox sandbox, int[] numbers, CancellationToken cancellation)
    {
        await using var connection = await sandbox.Source.OpenConnectionAsync(cancellation);
        await using var rows = await connection.BeginBinaryImportAsync($"copy {OwnTables.LearnerGroup} (group_id, learner_id) from stdin (format binary)", cancellation);
        foreach (var number in numbers)
            foreach (var group in People.Groups(number))
                await rows.WriteRowAsync(cancellation, group, People.Id(number));
        await rows.CompleteAsync(cancellation);
    }
}
