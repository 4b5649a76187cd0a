using Enrollment.Domain;
using Enrollment.Domain.Learners;
using Enrollment.Storage.Access;
using Enrollment.Storage.Learners;
using JasperFx.Events;
using Marten;

namespace Enrollment.TestKit;

/// <summary>Stores many learners at once, as if their facts had been handled before.</summary>
public static class LearnerSeeder
{
    private const int AtOnce = 20_000;

    private static readonly DateTimeOffset Created = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    public static string Id(int number) => $"u{number:D6}";

    public static async Task Seed(IDocumentStore store, int people)
    {
        var events = (IEventRegistry)((StoreOptions)store.Options).Events;
        foreach (var numbers in Enumerable.Range(0, people).Chunk(AtOnce))
        {
            await store.BulkInsertEventsAsync(
                [.. numbers.Select(number => StreamAction.Start(events, StreamKeys.Of(new LearnerId(Id(number))), Fact(number)))],
                AtOnce
            );
            await store.BulkInsertAsync<LearnerDocument>([.. numbers.Select(Document)], batchSize: AtOnce);
        }
    }

    private static LearnerCreated Fact(int number) =>
        new(new Stamp(Created.AddMilliseconds(number), $"hr-{number}"), HiredOn: null, Active: true, Groups: [], AtOnce: false);

    private static LearnerDocument Document(int number)
    {
        var created = Fact(number);
        return new LearnerDocument(Id(number), new Learner(new LearnerId(Id(number))).With(created), 1)
        {
            LatestOccurredAt = created.Stamp.OccurredAt,
        };
    }
}
