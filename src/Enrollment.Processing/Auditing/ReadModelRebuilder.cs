using Enrollment.Domain;
using Enrollment.Domain.Calendar;
using Enrollment.Domain.Deciding;
using Enrollment.Domain.Learners;
using Enrollment.Domain.Rules;
using Enrollment.Storage.Access;
using Enrollment.Storage.Auditing;
using Enrollment.Storage.Enrollments;
using Enrollment.Storage.Learners;
using Enrollment.Storage.Rules;
using Marten;

namespace Enrollment.Processing.Auditing;

/// <summary>
/// Rebuilds the read models from the streams while workers run. It locks the rows of a page of streams in the order in which writers lock
/// them, so that it reads and writes one version of each. Writers of these streams wait some tens of milliseconds.
/// </summary>
public sealed class ReadModelRebuilder(IDocumentStore store, BusinessCalendar calendar, DateTimeOffset now)
{
    private const string Next =
        $"select id from {DatabaseSchema.Name}.mt_streams where id > @after and id like @kind order by id limit 500 for update";

    /// <summary>Called with the number of rebuilt streams and their total.</summary>
    public Action<long, long> Report { get; set; } = (_, _) => { };

    /// <summary>Returns the number of folded streams.</summary>
    public async Task<long> RunAsync(CancellationToken cancellationToken)
    {
        var (done, all) = (0L, await CountAsync(cancellationToken));
        foreach (
            var (kind, write) in new (string, Action<IDocumentSession, IReadOnlyList<EventStream>>)[]
            {
                ("enrollment/%", Enrollments),
                ("learner/%", Learners),
                ("rule/%", Rules),
                ("order/%", Orders),
            }
        )
            for (var after = ""; await RebuildPageAsync(kind, after, write, cancellationToken) is { Count: > 0 } page; after = page[^1])
                Report(done += page.Count, all);
        await DeleteOrphansAsync(cancellationToken);
        return done;
    }

    private async Task<long> CountAsync(CancellationToken cancellationToken)
    {
        await using var session = store.QuerySession();
        return await Sql.QuerySingleAsync(
            session,
            $"select count(*) from {DatabaseSchema.Name}.mt_streams "
                + "where id like 'enrollment/%' or id like 'learner/%' or id like 'rule/%' or id like 'order/%'",
            row => row.GetInt64(0),
            cancellationToken
        );
    }

    private async Task<IReadOnlyList<string>> RebuildPageAsync(
        string kind,
        string after,
        Action<IDocumentSession, IReadOnlyList<EventStream>> write,
        CancellationToken cancellationToken
    )
    {
        await using var session = store.LightweightSession();
        await session.BeginTransactionAsync(cancellationToken);
        var keys = await Sql.QueryAsync(
            session,
            Next,
            row => row.GetString(0),
            cancellationToken,
            Sql.Text("after", after),
            Sql.Text("kind", kind)
        );
        var events = await session.LoadEventsAsync(keys, cancellationToken);
        write(
            session,
            [.. keys.Where(events.Contains).Select(key => new EventStream(key, [.. events[key].Select(recorded => recorded.Data)]))]
        );
        await session.SaveChangesAsync(cancellationToken);
        return keys;
    }

    private void Enrollments(IDocumentSession session, IReadOnlyList<EventStream> streams)
    {
        var enrollments = streams.Select(stream => stream.Enrollment()).ToArray();
        EnrollmentTable.Write(session, enrollments);
        AddDates(
            session,
            enrollments.SelectMany(enrollment => NextLook.DatesOf(enrollment.State).Select(date => (enrollment.Key.Learner, date)))
        );
    }

    /// <summary>A date that has come was looked at, or keeps the learner pending.</summary>
    private void AddDates(IDocumentSession session, IEnumerable<(LearnerId Learner, DateOnly On)> dates) =>
        CalendarDates.Add(session, dates.Where(date => date.On > calendar.LatestDue(now)));

    private void Learners(IDocumentSession session, IReadOnlyList<EventStream> streams)
    {
        var documents = streams.Select(stream => stream.Learner()).ToArray();
        session.QueueSqlCommand(
            $"delete from {OwnTables.LearnerGroup} where learner_id = any(?)",
            new object[] { documents.Select(document => document.Id).ToArray() }
        );
        LearnerGroups.Update(session, documents.Select(document => (new Learner(document.Learner.Id), document.Learner)));
        session.Store(documents);
        AddDates(
            session,
            documents.SelectMany(document => NextLook.DatesOf(document.Learner, calendar).Select(date => (document.Learner.Id, date)))
        );
    }

    private static void Rules(IDocumentSession session, IReadOnlyList<EventStream> streams)
    {
        session.Store(streams.Select(stream => stream.Rule()).ToArray());
        CountingRules.Add(session, streams.SelectMany(stream => stream.Events.Cast<RuleSaved>()));
    }

    private static void Orders(IDocumentSession session, IReadOnlyList<EventStream> streams) =>
        session.Store(streams.Select(stream => stream.Order()).ToArray());

    private async Task DeleteOrphansAsync(CancellationToken cancellationToken)
    {
        await using var session = store.LightweightSession();
        foreach (var (table, key) in OrphanRows.Keys)
            session.QueueSqlCommand(
                $"delete from {table} m where not exists (select from {DatabaseSchema.Name}.mt_streams s where s.id = {key})"
            );
        await session.SaveChangesAsync(cancellationToken);
    }
}
