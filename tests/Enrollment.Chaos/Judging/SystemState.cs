using Enrollment.Domain.Deciding;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Learners;
using Enrollment.Domain.Rules;
using Enrollment.Storage.Access;
using Enrollment.Storage.DeadLetters;
using Enrollment.Storage.Learners;
using Enrollment.Storage.Nights;
using Enrollment.Storage.Orders;
using JasperFx.Events;
using Marten;

namespace Enrollment.Chaos.Judging;

/// <summary>Everything the system holds in the end, read once.</summary>
internal sealed class SystemState
{
    public const string Tombstones = StreamKeys.Tombstones;

    /// <summary>Every stream's events, in the order of their numbers.</summary>
    public Dictionary<string, List<(long Version, object Data)>> Streams { get; } = new(StringComparer.Ordinal);

    /// <summary>What the events announce, by message id.</summary>
    public Dictionary<Guid, ExpectedAnnouncement> Announcements { get; } = [];

    /// <summary>What is announced under an id that an earlier event has given already.</summary>
    public List<(Guid Id, string What)> RepeatedIds { get; } = [];

    public IReadOnlyList<LearnerDocument> Learners { get; init; } = [];

    public IReadOnlyList<DeadLetter> DeadLetters { get; init; } = [];

    public IReadOnlyList<NightlyRunDocument> Runs { get; init; } = [];

    public IReadOnlyList<SegmentResult> Segments { get; init; } = [];

    public IReadOnlyDictionary<string, long> Versions { get; init; } = new Dictionary<string, long>();

    /// <summary>The read model, a row as text for each stream.</summary>
    public IReadOnlyDictionary<string, string> Rows { get; init; } = new Dictionary<string, string>();

    /// <summary>Every enrollment, folded from its stream.</summary>
    public IReadOnlyDictionary<string, EnrollmentState> Enrollments =>
        field ??= Streams
            .Where(stream => stream.Key.StartsWith("enrollment/", StringComparison.Ordinal))
            .ToDictionary(stream => stream.Key, stream => EnrollmentState.From(stream.Value.Select(entry => (EnrollmentEvent)entry.Data)));

    public static async Task<SystemState> LoadAsync(IDocumentStore store, CancellationToken cancellationToken)
    {
        await using var session = store.QuerySession();
        var stored = new SystemState
        {
            Learners = await session.Query<LearnerDocument>().ToListAsync(cancellationToken),
            DeadLetters = await session.Query<DeadLetter>().ToListAsync(cancellationToken),
            Runs = await session.Query<NightlyRunDocument>().ToListAsync(cancellationToken),
            Segments = await session.Query<SegmentResult>().ToListAsync(cancellationToken),
            Versions = Pairs(
                await session.QueryAsync<string>("select version || ' ' || id from enrollment.mt_streams", cancellationToken),
                long.Parse
            ),
            Rows = Pairs(await session.QueryAsync<string>(StoredRows.Query, cancellationToken), text => text),
        };
        await foreach (var recorded in session.Events.QueryAllRawEvents().OrderBy(e => e.Sequence).ToAsyncEnumerable(cancellationToken))
            stored.Add(recorded);
        return stored;
    }

    /// <summary>The facts of one kind of stream, with the stream they lie in.</summary>
    public IEnumerable<(string Stream, T Fact)> Of<T>() =>
        Streams.SelectMany(stream => stream.Value.Select(entry => entry.Data).OfType<T>().Select(fact => (stream.Key, fact)));

    /// <summary>Messages that left their mark in a stream.</summary>
    public HashSet<string> Applied() =>
        [
            .. Of<LearnerFact>().Select(entry => entry.Fact.Stamp.MessageId),
            .. Of<RuleSaved>().Select(entry => entry.Fact.Stamp.MessageId),
            .. Of<CompletionRecorded>().Select(entry => entry.Fact.Cause.MessageId!),
            .. Decisions().Select(entry => entry.Id),
            .. Of<OrderRecorded>().Select(entry => entry.Fact.Stamp.MessageId),
        ];

    /// <summary>The decisions about one learner, with the message that each came with.</summary>
    public IEnumerable<(string Stream, string Id, DecisionText Decision)> Decisions() =>
        from entry in Of<EnrollmentFact>()
        let decision = DecisionText.Of(entry.Fact)
        where decision is not null
        select (entry.Stream, entry.Fact.Cause.MessageId!, decision);

    public void Add(IEvent recorded)
    {
        // Marten's own: a number each that a failed save has used up.
        if (recorded.StreamKey == Tombstones)
            return;
        if (!Streams.TryGetValue(recorded.StreamKey!, out var stream))
            Streams.Add(recorded.StreamKey!, stream = []);
        stream.Add((recorded.Version, recorded.Data));
        if (ExpectedAnnouncement.Of(recorded) is { } announced && !Announcements.TryAdd(announced.Id, announced))
            RepeatedIds.Add((announced.Id, announced.What));
    }

    private static Dictionary<string, T> Pairs<T>(IEnumerable<string> lines, Func<string, T> read) =>
        lines.Select(line => line.Split(' ', 2)).ToDictionary(parts => parts[1], parts => read(parts[0]), StringComparer.Ordinal);
}
