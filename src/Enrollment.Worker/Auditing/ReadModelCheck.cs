using Enrollment.Domain;
using Enrollment.Domain.Rules;
using Enrollment.Worker.Enrollments;
using Enrollment.Worker.Learners;
using Enrollment.Worker.Queries;
using Enrollment.Worker.Rules;
using Enrollment.Worker.Storage;
using Marten;
using Npgsql;

namespace Enrollment.Worker.Auditing;

/// <summary>
/// Every stream is folded, and the read models have to be what that gives; streams and models are read side by side in pages, while writers write. What differs is
/// therefore looked at once more, stream and model at one moment.
/// </summary>
internal sealed class ReadModelCheck(IDocumentStore store, NpgsqlDataSource source)
{
    private const int PageSize = 1_000;

    private const string Rows =
        $"""
        select activity_id, learner_id, version, period, status, requirement, enrolled_on, due, counts_from, completed_on, overdue_since, rule_id, rule_version, next_transition_on
        from {OwnTables.Enrollment} where (activity_id, learner_id) in (select * from unnest(@activities, @learners))
        """;

    private readonly List<Finding> _findings = [];

    /// <summary>Streams folded.</summary>
    public long Streams { get; private set; }

    public async Task<IReadOnlyList<Finding>> Findings(CancellationToken cancellation)
    {
        await using var session = store.QuerySession();
        var pages = new[] { new Page("enrollment/", Enrollments), new Page("learner/", Learners), new Page("rule/", Rules) };
        await foreach (var stream in new WholeStreams(source, new EventContents(store.Options)).Read(cancellation))
        {
            Streams++;
            var page = pages.First(page => stream.Key.StartsWith(page.Prefix, StringComparison.Ordinal));
            page.Streams.Add(stream);
            if (page.Streams.Count == PageSize)
                await Look(session, page, cancellation);
        }

        foreach (var page in pages)
            await Look(session, page, cancellation);
        _findings.AddRange(await Orphans.Findings(session, cancellation));
        return _findings;
    }

    private async Task Look(IQuerySession session, Page page, CancellationToken cancellation)
    {
        foreach (var stream in page.Streams)
            _findings.AddRange(stream.Events.OfType<UnreadableEvent>().Select(unreadable => new Finding(FindingKind.ReadModel, stream.Key, unreadable.Version, $"The event cannot be read, so the stream gives no read model: {unreadable.Why}")));
        page.Streams.RemoveAll(stream => stream.Events.Any(recorded => recorded is UnreadableEvent));
        if ((await page.Check(session, page.Streams, cancellation)).Select(finding => finding.Stream!).ToArray() is { Length: > 0 } suspects)
            _findings.AddRange(await AtOneMoment(suspects, page.Check, cancellation));
        page.Streams.Clear();
    }

    private async Task<IEnumerable<Finding>> AtOneMoment(string[] streams, Check check, CancellationToken cancellation)
    {
        await using var session = store.LightweightSession(System.Data.IsolationLevel.RepeatableRead);
        await session.BeginTransactionAsync(cancellation);
        var again = new List<WholeStream>();
        foreach (var stream in streams)
            again.Add(new WholeStream(stream, [.. (await session.Events.FetchStreamAsync(stream, token: cancellation)).Select(recorded => recorded.Data)]));
        return (await check(session, [.. again.Where(stream => stream.Events.Count > 0)], cancellation)).ToArray();
    }

    private static async Task<IEnumerable<Finding>> Enrollments(IQuerySession session, IReadOnlyList<WholeStream> page, CancellationToken cancellation)
    {
        var should = page.ToDictionary(stream => stream.Key, stream => EnrollmentRow.Of(stream.Enrollment()));
        var rows = await Sql.Read(session, Rows, Row, cancellation, Sql.Texts("activities", should.Values.Select(row => row.Activity)), Sql.Texts("learners", should.Values.Select(row => row.Learner)));
        var found = rows.ToDictionary(row => (row.Activity, row.Learner));
        return should.Where(entry => found.GetValueOrDefault((entry.Value.Activity, entry.Value.Learner)) != entry.Value)
            .Select(entry => new Finding(FindingKind.ReadModel, entry.Key, null, $"The row is {found.GetValueOrDefault((entry.Value.Activity, entry.Value.Learner))?.ToString() ?? "missing"}; the stream gives {entry.Value}."));
    }

    private static async Task<IEnumerable<Finding>> Learners(IQuerySession session, IReadOnlyList<WholeStream> page, CancellationToken cancellation)
    {
        var should = page.ToDictionary(stream => stream.Key, stream => LearnerWords.Of(stream.Learner()));
        var ids = page.Select(stream => StreamKeys.Learner(stream.Key).Value).ToArray();
        var documents = (await session.LoadManyAsync<LearnerDocument>(cancellation, ids)).ToDictionary(document => StreamKeys.Of(document.Learner.Id), LearnerWords.Of);
        var groups = (await Sql.Read(session, $"select group_id, learner_id from {OwnTables.LearnerGroup} where learner_id = any(@learners)", row => (Group: row.GetString(0), Learner: row.GetString(1)), cancellation, Sql.Texts("learners", ids)))
            .ToLookup(row => StreamKeys.Of(new LearnerId(row.Learner)), row => row.Group);
        return should.Where(entry => documents.GetValueOrDefault(entry.Key) is var is_ && (is_ != entry.Value || LearnerWords.GroupsOf(groups[entry.Key]) != entry.Value.Groups))
            .Select(entry => new Finding(FindingKind.ReadModel, entry.Key, null, $"The learner is {documents.GetValueOrDefault(entry.Key)?.ToString() ?? "missing"}, in the groups {LearnerWords.GroupsOf(groups[entry.Key])}; the stream gives {entry.Value}."));
    }

    private async Task<IEnumerable<Finding>> Rules(IQuerySession session, IReadOnlyList<WholeStream> page, CancellationToken cancellation)
    {
        var should = page.Select(stream => (stream.Key, Rule: stream.Rule())).ToArray();
        var documents = (await session.LoadManyAsync<RuleDocument>(cancellation, should.Select(entry => entry.Rule.Id).ToArray())).ToDictionary(document => document.Id);
        return should.Select(entry => (entry.Key, Is: documents.GetValueOrDefault(entry.Rule.Id), Should: entry.Rule))
            .Where(rule => Content(rule.Is?.Saved) != Content(rule.Should.Saved) || rule.Is?.StreamVersion != rule.Should.StreamVersion)
            .Select(rule => new Finding(FindingKind.ReadModel, rule.Key, null, $"The rule in force is version {rule.Is?.Saved.Rule.Version.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "none"}, or not as it was saved; the stream gives version {rule.Should.Saved.Rule.Version}."));
    }

    private string? Content(RuleSaved? saved) => saved is null ? null : store.Options.Serializer().ToJson(saved);

    private static EnrollmentRow Row(NpgsqlDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetInt64(2), row.ValueOrNull<int>(3), row.TextOrNull(4), row.TextOrNull(5), row.ValueOrNull<DateOnly>(6), row.ValueOrNull<DateOnly>(7),
        row.ValueOrNull<DateOnly>(8), row.ValueOrNull<DateOnly>(9), row.ValueOrNull<DateOnly>(10), row.TextOrNull(11), row.ValueOrNull<int>(12), row.ValueOrNull<DateOnly>(13));

    private delegate Task<IEnumerable<Finding>> Check(IQuerySession session, IReadOnlyList<WholeStream> streams, CancellationToken cancellation);

    /// <summary>Streams of a kind that are looked at together.</summary>
    private sealed record Page(string Prefix, Check Check)
    {
        public List<WholeStream> Streams { get; } = new(PageSize);
    }
}
