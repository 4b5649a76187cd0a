using System.Runtime.CompilerServices;
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
internal sealed class ReadModelCheck(IDocumentStore store)
{
    private const int PageSize = 1_000;

    private const string Rows =
        $"""
        select activity_id, learner_id, version, period, status, requirement, enrolled_on, due, counts_from, completed_on, overdue_since, rule_id, rule_version, next_transition_on
        from {OwnTables.Enrollment} where (activity_id, learner_id) in (select * from unnest(@activities, @learners))
        """;

    /// <summary>Streams folded.</summary>
    public long Streams { get; private set; }

    public async IAsyncEnumerable<Finding> Findings([EnumeratorCancellation] CancellationToken cancellation)
    {
        (string Prefix, Func<IQuerySession, IReadOnlyList<WholeStream>, CancellationToken, Task<IEnumerable<Finding>>> Check)[] kinds = [("enrollment/", Enrollments), ("learner/", Learners), ("rule/", Rules)];
        await using var session = store.QuerySession();
        foreach (var (prefix, check) in kinds)
            await foreach (var page in Pages(prefix, cancellation))
                if ((await check(session, page, cancellation)).Select(finding => finding.Stream!).ToArray() is { Length: > 0 } suspects)
                    foreach (var finding in await AtOneMoment(suspects, check, cancellation))
                        yield return finding;
        foreach (var finding in await Orphans.Findings(session, cancellation))
            yield return finding;
    }

    private async Task<IEnumerable<Finding>> AtOneMoment(string[] streams, Func<IQuerySession, IReadOnlyList<WholeStream>, CancellationToken, Task<IEnumerable<Finding>>> check, CancellationToken cancellation)
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

    /// <summary>Whole streams, a page of them at a time, in the order of their keys.</summary>
    private async IAsyncEnumerable<IReadOnlyList<WholeStream>> Pages(string prefix, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var reading = store.QuerySession();
        var page = new List<WholeStream>();
        var events = new List<object>();
        await foreach (var recorded in reading.Events.QueryAllRawEvents().Where(e => e.StreamKey!.StartsWith(prefix)).OrderBy(e => e.StreamKey).ThenBy(e => e.Version).ToAsyncEnumerable(cancellation))
        {
            if (page.Count == 0 || page[^1].Key != recorded.StreamKey)
            {
                if (page.Count == PageSize)
                {
                    yield return page;
                    page = [];
                }

                page.Add(new WholeStream(recorded.StreamKey!, events = []));
                Streams++;
            }

            events.Add(recorded.Data);
        }

        if (page.Count > 0)
            yield return page;
    }

    private static EnrollmentRow Row(NpgsqlDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetInt64(2), row.ValueOrNull<int>(3), row.TextOrNull(4), row.TextOrNull(5), row.ValueOrNull<DateOnly>(6), row.ValueOrNull<DateOnly>(7),
        row.ValueOrNull<DateOnly>(8), row.ValueOrNull<DateOnly>(9), row.ValueOrNull<DateOnly>(10), row.TextOrNull(11), row.ValueOrNull<int>(12), row.ValueOrNull<DateOnly>(13));
}
