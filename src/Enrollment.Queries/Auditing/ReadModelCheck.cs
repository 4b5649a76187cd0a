using System.Runtime.CompilerServices;
using Enrollment.Domain;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Learners;
using Enrollment.Domain.Rules;
using Enrollment.Queries.Findings;
using Enrollment.Queries.Wording.Findings;
using Enrollment.Storage.Access;
using Enrollment.Storage.Auditing;
using Enrollment.Storage.Enrollments;
using Enrollment.Storage.Learners;
using Enrollment.Storage.Orders;
using Enrollment.Storage.Rules;
using Marten;
using Npgsql;

namespace Enrollment.Queries.Auditing;

/// <summary>
/// Folds every stream and compares the result with the read models. Streams and models are read in pages while workers write, so what
/// differs is compared again in one snapshot of both.
/// </summary>
internal sealed class ReadModelCheck(IDocumentStore store, NpgsqlDataSource source)
{
    private const int PageSize = 1_000;

    private static readonly string Rows = $"""
        select {EnrollmentTable.Table.ColumnList} from {OwnTables.Enrollment}
        where (activity_id, learner_id) in (select * from unnest(@activities, @learners))
        """;

    private readonly List<Finding> _findings = [];
    private readonly ISerializer _serializer = store.Options.Serializer();

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

    /// <summary>Streams of one kind, enough of them to load their models together.</summary>
    private async IAsyncEnumerable<Page> ReadPagesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Page[] pages =
        [
            new("enrollment/", typeof(EnrollmentEvent), CheckEnrollmentsAsync),
            new("learner/", typeof(LearnerFact), CheckLearnersAsync),
            new("rule/", typeof(RuleSaved), CheckRulesAsync),
            new("order/", typeof(OrderRecorded), CheckOrdersAsync),
        ];
        await foreach (var stream in new EventStreams(source, new EventContents(store.Options)).ReadAsync(cancellationToken))
        {
            Streams++;
            var kind = Array.FindIndex(pages, page => stream.Key.StartsWith(page.Prefix, StringComparison.Ordinal));
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
        var unreadable = page.Streams.SelectMany(stream => Unreadable(stream, page.Kind)).ToList();
        var names = unreadable.Select(finding => finding.Stream).ToHashSet();
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var readable = names.Count == 0 ? page.Streams : page.Streams.FindAll(stream => !names.Contains(stream.Key));
        var suspects = (await FoldAsync(page.Check, connection, readable, cancellationToken)).Select(finding => finding.Stream!).ToArray();
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

    private async Task<IEnumerable<Finding>> CompareInSnapshotAsync(string[] streams, Check check, CancellationToken cancellationToken)
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
        Check check,
        NpgsqlConnection connection,
        List<EventStream> streams,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return [.. await check(connection, streams, cancellationToken)];
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

    private static async Task<IEnumerable<Finding>> CheckEnrollmentsAsync(
        NpgsqlConnection connection,
        IReadOnlyList<EventStream> page,
        CancellationToken cancellationToken
    )
    {
        var should = page.ToDictionary(stream => stream.Key, stream => EnrollmentRow.Of(stream.Enrollment()));
        var rows = await Sql.QueryAsync(
            connection,
            Rows,
            EnrollmentTable.Table.Read,
            cancellationToken,
            Sql.Texts("activities", should.Values.Select(row => row.Activity)),
            Sql.Texts("learners", should.Values.Select(row => row.Learner))
        );
        var found = rows.ToDictionary(row => (row.Activity, row.Learner));
        return should
            .Where(entry => found.GetValueOrDefault((entry.Value.Activity, entry.Value.Learner)) != entry.Value)
            .Select(entry => new Finding(
                FindingKind.ReadModel,
                entry.Key,
                null,
                FindingText.OtherRow(
                    found.GetValueOrDefault((entry.Value.Activity, entry.Value.Learner))?.ToString(),
                    entry.Value.ToString()
                )
            ));
    }

    private async Task<IEnumerable<Finding>> CheckLearnersAsync(
        NpgsqlConnection connection,
        IReadOnlyList<EventStream> page,
        CancellationToken cancellationToken
    )
    {
        var should = page.ToDictionary(stream => stream.Key, stream => LearnerContent.Of(stream.Learner()));
        var ids = page.Select(stream => StreamKeys.Learner(stream.Key).Value).ToArray();
        var documents = (await LoadDocumentsAsync<LearnerDocument>(connection, "learner", ids, cancellationToken)).ToDictionary(document =>
            StreamKeys.Of(document.Learner.Id)
        );
        return from entry in should
            let document = documents.GetValueOrDefault(entry.Key)
            let found = document is null ? null : LearnerContent.Of(document)
            let expected = entry.Value.AsKeptIn(document)
            where found != expected
            select new Finding(FindingKind.ReadModel, entry.Key, null, FindingText.OtherLearner(found?.ToString(), expected.ToString()));
    }

    private async Task<IEnumerable<Finding>> CheckRulesAsync(
        NpgsqlConnection connection,
        IReadOnlyList<EventStream> page,
        CancellationToken cancellationToken
    )
    {
        var should = page.Select(stream => (stream.Key, Rule: stream.Rule())).ToArray();
        var documents = (
            await LoadDocumentsAsync<RuleDocument>(connection, "rule", should.Select(entry => entry.Rule.Id), cancellationToken)
        ).ToDictionary(document => document.Id);
        return should
            .Select(entry => (entry.Key, Is: documents.GetValueOrDefault(entry.Rule.Id), Should: entry.Rule))
            .Where(rule => Content(rule.Is?.Saved) != Content(rule.Should.Saved) || rule.Is?.StreamVersion != rule.Should.StreamVersion)
            .Select(rule => new Finding(
                FindingKind.ReadModel,
                rule.Key,
                null,
                FindingText.OtherRule(rule.Is?.Saved.Rule.Version, rule.Should.Saved.Rule.Version)
            ));
    }

    private async Task<IEnumerable<Finding>> CheckOrdersAsync(
        NpgsqlConnection connection,
        IReadOnlyList<EventStream> page,
        CancellationToken cancellationToken
    )
    {
        var should = page.ToDictionary(stream => stream.Key, stream => stream.Order());
        var ids = should.Values.Select(order => order.Id);
        var documents = (await LoadDocumentsAsync<OrderDocument>(connection, "retraining_order", ids, cancellationToken)).ToDictionary(
            order => order.Id
        );
        return should
            .Where(entry => documents.GetValueOrDefault(entry.Value.Id) != entry.Value)
            .Select(entry => new Finding(
                FindingKind.ReadModel,
                entry.Key,
                null,
                FindingText.OtherOrder(documents.ContainsKey(entry.Value.Id))
            ));
    }

    private Task<IReadOnlyList<T>> LoadDocumentsAsync<T>(
        NpgsqlConnection connection,
        string alias,
        IEnumerable<string> ids,
        CancellationToken cancellationToken
    ) =>
        Sql.QueryAsync(
            connection,
            $"select data from {DatabaseSchema.Name}.mt_doc_{alias} where id = any(@ids)",
            row => _serializer.FromJson<T>(row, 0),
            cancellationToken,
            Sql.Texts("ids", ids)
        );

    private string? Content(RuleSaved? saved) => saved is null ? null : _serializer.ToJson(saved);

    private delegate Task<IEnumerable<Finding>> Check(
        NpgsqlConnection connection,
        IReadOnlyList<EventStream> streams,
        CancellationToken cancellationToken
    );

    private sealed record Page(string Prefix, Type Kind, Check Check)
    {
        public List<EventStream> Streams { get; init; } = [];
    }

    private static Finding Orphan(string stream) => new(FindingKind.ReadModel, stream, null, FindingText.OrphanedModel);
}
