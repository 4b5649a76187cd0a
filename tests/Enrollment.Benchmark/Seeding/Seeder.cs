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

    public async Task SeedAsync(int learners, CancellationToken cancellationToken)
    {
        foreach (var numbers in Enumerable.Range(0, learners).Chunk(AtOnce))
        {
            await sandbox.Store.BulkInsertEventsAsync([.. numbers.Select(Stream)], AtOnce, cancellationToken);
            LearnerDocument[] documents = [.. numbers.Select(number => LearnerFactory.Document(number, IsPilot(number)))];
            await sandbox.Store.BulkInsertAsync(documents, batchSize: AtOnce, cancellation: cancellationToken);
            await CopyGroupsAsync(numbers, cancellationToken);
        }

        // Otherwise the server would do this in the middle of a measurement.
        await sandbox.ExecuteAsync("vacuum (analyze)");
    }

    private bool IsPilot(int number) => number < pilots;

    private StreamAction Stream(int number) =>
        StreamAction.Start(
            _events,
            StreamKeys.Of(new LearnerId(LearnerFactory.Id(number))),
            LearnerFactory.Created(number, IsPilot(number))
        );

    private async Task CopyGroupsAsync(int[] numbers, CancellationToken cancellationToken)
    {
        await using var connection = await sandbox.Source.OpenConnectionAsync(cancellationToken);
        await using var rows = await connection.BeginBinaryImportAsync(
            $"copy {OwnTables.LearnerGroup} (group_id, learner_id) from stdin (format binary)",
            cancellationToken
        );
        foreach (var number in numbers)
        foreach (var group in LearnerFactory.Groups(number, IsPilot(number)))
            await rows.WriteRowAsync(cancellationToken, group, LearnerFactory.Id(number));
        await rows.CompleteAsync(cancellationToken);
    }
}
