using Enrollment.Chaos.Publishing;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Learners;
using Enrollment.Domain.Rules;
using Enrollment.Worker.DeadLetters;
using Enrollment.Worker.Learners;
using Enrollment.Worker.NightlyCycle;
using Enrollment.Worker.Publishing;
using Enrollment.Worker.Queries;
using JasperFx.Events;
using Marten;

namespace Enrollment.Chaos.Judging;

/// <summary>Everything the system holds in the end, read once.</summary>
internal sealed class Stored
{
    private const string Tombstones = "mt_tombstone";

    /// <summary>Every stream's events, in the order of their numbers.</summary>
    public Dictionary<string, List<(long Version, object Data)>> Streams { get; } = new(StringComparer.Ordinal);

    /// <summary>What the events announce, by message id, and its content as <see cref="Received"/> has it.</summary>
    public Dictionary<Guid, (string What, string Content)> Announcements { get; } = [];

    /// <summary>Announcements whose id another event's has already.</summary>
    public List<string> AnnouncedTwice { get; } = [];

    public IReadOnlyList<LearnerDocument> Learners { get; private init; } = [];

    public IReadOnlyList<DeadLetter> DeadLetters { get; private init; } = [];

    public IReadOnlyList<NightlyCycleState> Runs { get; private init; } = [];

    public IReadOnlyList<SegmentResult> Segments { get; private init; } = [];

    public IReadOnlyDictionary<string, long> Versions { get; private init; } = new Dictionary<string, long>();

    /// <summary>The read model, a row as text for each stream.</summary>
    public IReadOnlyDictionary<string, string> Rows { get; private init; } = new Dictionary<string, string>();

    /// <summary>Every enrollment, folded from its stream.</summary>
    public IReadOnlyDictionary<string, EnrollmentState> Enrollments { get; private set; } = new Dictionary<string, EnrollmentState>();

    public static async Task<Stored> Read(IDocumentStore store, CancellationToken cancellation)
    {
        await using var session = store.QuerySession();
        var stored = new Stored
        {
            Learners = await session.Query<LearnerDocument>().ToListAsync(cancellation),
            DeadLetters = await session.Query<DeadLetter>().ToListAsync(cancellation),
            Runs = await session.Query<NightlyCycleState>().ToListAsync(cancellation),
            Segments = await session.Query<SegmentResult>().ToListAsync(cancellation),
            Versions = Pairs(await session.QueryAsync<string>("select version || ' ' || id from enrollment.mt_streams", cancellation), long.Parse),
            Rows = Pairs(await session.QueryAsync<string>(StoredRows.Query, cancellation), text => text),
        };
        await foreach (var recorded in session.Events.QueryAllRawEvents().OrderBy(e => e.Sequence).ToAsyncEnumerable(cancellation))
            stored.Take(recorded);
        stored.Enrollments = stored.Streams.Where(stream => stream.Key.StartsWith("enrollment/", StringComparison.Ordinal))
            .ToDictionary(stream => stream.Key, stream => EnrollmentState.From(stream.Value.Select(entry => (EnrollmentEvent)entry.Data)));
        return stored;
    }

    /// <summary>The facts of one kind of stream, with the stream they lie in.</summary>
    public IEnumerable<(string Stream, T Fact)> Of<T>() => Streams.SelectMany(stream => stream.Value.Select(entry => entry.Data).OfType<T>().Select(fact => (stream.Key, fact)));

    /// <summary>Messages that left their mark in a stream.</summary>
    public HashSet<string> Applied() =>
    [
        .. Of<LearnerFact>().Select(entry => entry.Fact.Stamp.MessageId), .. Of<RuleSaved>().Select(entry => entry.Fact.Stamp.MessageId),
        .. Of<CompletionRecorded>().Select(entry => entry.Fact.Cause.MessageId!),
    ];

    private void Take(IEvent recorded)
    {
        // Marten's own: a number each that a failed save has used up.
        if (recorded.StreamKey == Tombstones)
            return;
        if (!Streams.TryGetValue(recorded.StreamKey!, out var stream))
            Streams.Add(recorded.StreamKey!, stream = []);
        stream.Add((recorded.Version, recorded.Data));
        if (Announcement.Of(recorded) is { } announcement)
            Take(announcement, $"{announcement.Message.GetType().Name} of {recorded.StreamKey}@{recorded.Version}");
    }

    private void Take(Announcement announcement, string what)
    {
        var outgoing = Outgoing.Of(announcement);
        if (!Announcements.TryAdd(announcement.Id, (what, Received.ContentOf(outgoing.Properties.Type, outgoing.Body))))
            AnnouncedTwice.Add($"{what} has the id of {Announcements[announcement.Id].What}, {announcement.Id}");
    }

    private static Dictionary<string, T> Pairs<T>(IEnumerable<string> lines, Func<string, T> read) =>
        lines.Select(line => line.Split(' ', 2)).ToDictionary(parts => parts[1], parts => read(parts[0]), StringComparer.Ordinal);
}
