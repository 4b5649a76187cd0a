using Enrollment.Domain;
using Enrollment.Domain.Calendar;
using Enrollment.Domain.Deciding;
using Enrollment.Processing.Nights;
using Enrollment.Processing.Preview;
using Enrollment.Storage;
using Enrollment.Storage.Access;
using Enrollment.Storage.Enrollments;
using Enrollment.Storage.Nights;
using Enrollment.Storage.Orders;
using Marten;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Enrollment.Processing.Upgrading;

/// <summary>Runs the batch of the first night with the night's own code, page by page, in sessions that are never saved.</summary>
internal sealed class UpgradeDryRun(
    IDocumentStore store,
    NightlyRun run,
    NightlyRules rules,
    BusinessCalendar calendar,
    EnrollmentOptions options,
    int names
)
{
    private const int PageSize = 1000;

    private const string Page = $"""
        select id, exists (select from {OwnTables.PendingLearner} p where p.learner_id = id)
          or exists (select from {OwnTables.LearnerCalendarDate} d where d.learner_id = id and d.on_date <= @night)
        from {DatabaseSchema.Name}.mt_doc_learner
        where @after is null or id > @after order by id limit @size
        """;

    private readonly HashSet<string> _changedActivities = [.. rules.Changes.SelectMany(change => change.Activities)];

    public long LookedAt { get; private set; }

    public long LeftOut { get; private set; }

    public long Failed { get; private set; }

    public Dictionary<UpgradeEffect, long> Counts { get; } = Enum.GetValues<UpgradeEffect>().ToDictionary(effect => effect, _ => 0L);

    public List<UpgradedEnrollment> Named { get; } = [];

    public async Task RunAsync(Action<long, long> progress, CancellationToken cancellationToken)
    {
        var total = await CountAsync(cancellationToken);
        for (string? after = null; await LoadPageAsync(after, cancellationToken) is { Count: > 0 } page; after = page[^1].Learner)
        {
            await EvaluateAsync([.. page.Where(item => !item.IsPending).Select(item => new LearnerId(item.Learner))], cancellationToken);
            LeftOut += page.Count(item => item.IsPending);
            progress(LookedAt + LeftOut, total);
        }
    }

    private async Task EvaluateAsync(LearnerId[] learners, CancellationToken cancellationToken)
    {
        await using var session = store.LightweightSession();
        var step = new BatchSegment(session, run, rules, NightlyOrders.None(run.BusinessDate), calendar, options, NullLogger.Instance);
        var counts = await step.RunAsync(learners, RejectedItems.None, cancellationToken);
        LookedAt += learners.Length;
        Failed += counts.Failed;
        var changed = step.Changes.After.Where(item => !_changedActivities.Contains(item.Key.Activity.Value)).ToArray();
        if (changed.Length == 0)
            return;
        await using var reading = store.LightweightSession();
        var before = await LoadStoredAsync(reading, [.. changed.Select(item => item.Key)], cancellationToken);
        foreach (var (key, state) in changed)
            Count(key, before(key), state);
    }

    private static async Task<Func<EnrollmentKey, EnrollmentState>> LoadStoredAsync(
        IDocumentSession session,
        EnrollmentKey[] keys,
        CancellationToken cancellationToken
    )
    {
        string[] learners = [.. keys.Select(key => key.Learner.Value).Distinct()];
        var known = await EnrollmentTable.GetKeysAsync(session, learners, cancellationToken);
        var stored = await session.LoadIndividuallyAsync([.. keys.Where(known.Contains)], cancellationToken);
        return key => known.Contains(key) ? stored(key).State : EnrollmentState.Empty;
    }

    private void Count(EnrollmentKey key, EnrollmentState before, EnrollmentState after)
    {
        if (before.Periods.SequenceEqual(after.Periods))
            return;
        var effect = UpgradeEffects.Of(before, after);
        Counts[effect]++;
        if (Named.Count < names)
            Named.Add(
                new(key.Learner.Value, key.Activity.Value, effect, PreviewedPeriod.LatestOf(before), PreviewedPeriod.LatestOf(after))
            );
    }

    private async Task<IReadOnlyList<(string Learner, bool IsPending)>> LoadPageAsync(string? after, CancellationToken cancellationToken)
    {
        await using var session = store.QuerySession();
        return await Sql.QueryAsync(
            session,
            Page,
            row => (row.GetString(0), row.GetBoolean(1)),
            cancellationToken,
            Sql.Text("after", after),
            new NpgsqlParameter("night", run.BusinessDate),
            new NpgsqlParameter("size", PageSize)
        );
    }

    private async Task<long> CountAsync(CancellationToken cancellationToken)
    {
        await using var session = store.QuerySession();
        return await Sql.QuerySingleAsync(
            session,
            $"select count(*) from {DatabaseSchema.Name}.mt_doc_learner",
            row => row.GetInt64(0),
            cancellationToken
        );
    }
}
