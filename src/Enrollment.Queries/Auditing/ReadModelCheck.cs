using System.Runtime.CompilerServices;
using Enrollment.Domain.Calendar;
using Enrollment.Queries.Findings;
using Enrollment.Queries.Wording.Findings;
using Enrollment.Storage.Access;
using Enrollment.Storage.Auditing;
using Marten;
using Npgsql;

namespace Enrollment.Queries.Auditing;

/// <summary>
/// Folds every stream and compares the result with the read models. Streams and models are read in pages while workers write, so what
/// differs is compared again in one snapshot of both.
/// </summary>
internal sealed class ReadModelCheck(IDocumentStore store, NpgsqlDataSource source, BusinessCalendar calendar, DateTimeOffset now)
{
    private const int PageSize = 1_000;

    private readonly List<Finding> _findings = [];
    private readonly IModelCheck[] _checks = ChecksOf(store, calendar, now);

    /// <summary>The number of streams folded.</summary>
    public long Streams { get; private set; }

    public async Task<IReadOnlyList<Finding>> FindAsync(CancellationToken cancellationToken)
    {
        // One page is read while another is compared.
        var two = new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(
            ReadPagesAsync(cancellationToken),
            two,
            async (page, cancelled) => Add(await CompareAsync(page, cancelled))
        );
        await using var session = store.QuerySession();
        Add([.. (await OrphanRows.GetKeysAsync(session, cancellationToken)).Select(Orphan)]);
        Add(await GroupCheck.FindAsync(session, cancellationToken));
        return _findings;
    }

    private static IModelCheck[] ChecksOf(IDocumentStore store, BusinessCalendar calendar, DateTimeOffset now)
    {
        var documents = new ModelDocuments(store.Options.Serializer());
        var toCome = new RunsToCome(documents, calendar, now);
        return
        [
            new EnrollmentModelCheck(toCome),
            new LearnerModelCheck(documents, toCome),
            new RuleModelCheck(documents, store.Options.Serializer()),
            new OrderModelCheck(documents, toCome),
        ];
    }

    /// <summary>Streams of one kind, enough of them to load their models together.</summary>
    private async IAsyncEnumerable<Page> ReadPagesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var pages = _checks.Select(check => new Page(check)).ToArray();
        await foreach (var stream in new EventStreams(source, new EventContents(store.Options)).ReadAsync(cancellationToken))
        {
            Streams++;
            var kind = Array.FindIndex(pages, page => stream.Key.StartsWith(page.Check.Prefix, StringComparison.Ordinal));
            pages[kind].Streams.Add(stream);
            if (pages[kind].Streams.Count < PageSize)
                continue;
            yield return pages[kind];
            pages[kind] = pages[kind] with { Streams = [] };
        }

        foreach (var page in pages)
            yield return page;
    }

    private async Task<IReadOnlyList<Finding>> CompareAsync(Page page, CancellationToken cancellationToken)
    {
        var unreadable = page.Streams.SelectMany(stream => Unreadable(stream, page.Check.Kind)).ToList();
        var names = unreadable.Select(finding => finding.Stream).ToHashSet();
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var readable = names.Count == 0 ? page.Streams : page.Streams.FindAll(stream => !names.Contains(stream.Key));
        var findings = await FoldAsync(page.Check, connection, readable, cancellationToken);
        var suspects = findings.Select(finding => finding.Stream!).Distinct().ToArray();
        return suspects.Length == 0
            ? unreadable
            : [.. unreadable, .. await CompareInSnapshotAsync(suspects, page.Check, cancellationToken)];
    }

    private static IEnumerable<Finding> Unreadable(EventStream stream, Type kind) =>
        from recorded in stream.Events.Index()
        where !kind.IsInstanceOfType(recorded.Item)
        let unreadable = recorded.Item as UnreadableEvent
            ?? new UnreadableEvent(recorded.Index + 1, FindingText.OtherKind(recorded.Item.GetType().Name, kind.Name))
        select new Finding(FindingKind.ReadModel, stream.Key, unreadable.Version, FindingText.Unreadable(unreadable.Why));

    private void Add(IReadOnlyList<Finding> findings)
    {
        lock (_findings)
            _findings.AddRange(findings);
    }

    private async Task<IEnumerable<Finding>> CompareInSnapshotAsync(
        string[] streams,
        IModelCheck check,
        CancellationToken cancellationToken
    )
    {
        await using var session = store.LightweightSession(System.Data.IsolationLevel.RepeatableRead);
        await session.BeginTransactionAsync(cancellationToken);
        var again = new List<EventStream>();
        foreach (var stream in streams)
            again.Add(
                new EventStream(
                    stream,
                    [.. (await session.Events.FetchStreamAsync(stream, token: cancellationToken)).Select(recorded => recorded.Data)]
                )
            );
        return await FoldAsync(check, session.Connection!, [.. again.Where(stream => stream.Events.Count > 0)], cancellationToken);
    }

    /// <summary>Events that can be read may still not fold. Then each stream is checked alone, so that the finding names it.</summary>
    private static async Task<IReadOnlyList<Finding>> FoldAsync(
        IModelCheck check,
        NpgsqlConnection connection,
        List<EventStream> streams,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return [.. await check.FindAsync(connection, streams, cancellationToken)];
        }
        catch (Exception broken) when (broken is not (OperationCanceledException or NpgsqlException))
        {
            if (streams.Count == 1)
                return [new Finding(FindingKind.ReadModel, streams[0].Key, null, FindingText.NoModel(broken.Message))];
            var findings = new List<Finding>();
            foreach (var stream in streams)
                findings.AddRange(await FoldAsync(check, connection, [stream], cancellationToken));
            return findings;
        }
    }

    private sealed record Page(IModelCheck Check)
    {
        public List<EventStream> Streams { get; init; } = [];
    }

    private static Finding Orphan(string stream) => new(FindingKind.ReadModel, stream, null, FindingText.OrphanedModel);
}
