using Enrollment.Domain;
using Enrollment.Domain.Calendar;
using Enrollment.Processing.Orders;
using Enrollment.Processing.Rules;
using Enrollment.Storage;
using Enrollment.Storage.Enrollments;
using Enrollment.Storage.Learners;
using Enrollment.Storage.Nights;
using Enrollment.Storage.Orders;
using Marten;

namespace Enrollment.Processing.Nights;

/// <summary>
/// The batch phase: sources gained and lost, rule edits, pauses and orders of retraining, for learners whose facts changed, and for those
/// whom a date, a changed rule or an order concerns.
/// </summary>
public sealed class NightlyBatch(IDocumentStore store, BusinessCalendar calendar, EnrollmentOptions options, ILogger<NightlyBatch> log)
    : INightlyPhaseHandler
{
    public async Task<PlannedWork> PlanAsync(IDocumentSession session, NightlyRun run, CancellationToken cancellationToken)
    {
        var previous = await session.FindRulesOfLastBatchAsync(run.BusinessDate, cancellationToken);
        var schedule = await NightlySchedulerState.FindAsync(session, cancellationToken);
        var rules = NightlyRules.Of(run.BusinessDate, await session.RulesUpTo(run.Instant, cancellationToken), previous) with
        {
            AdoptsSemantics = schedule?.AdoptsSemanticsAfter(previous?.BusinessDate) == true,
        };
        session.Insert(rules);
        if (rules.AdoptsSemantics)
            CalendarDates.AddHireDates(session, run.BusinessDate);
        var stillCompared = previous?.BusinessDate ?? run.BusinessDate;
        session.DeleteWhere<NightlyRules>(old => old.BusinessDate < stillCompared);
        var orders = await OrdersOfRun.PlanAsync(session, run, previous?.BusinessDate, cancellationToken);
        return await NightlySegments.PlanBatchAsync(session, run, rules, orders, cancellationToken);
    }

    public async Task<SegmentCounts> RunSegmentAsync(
        IDocumentSession session,
        NightlyRun run,
        int segment,
        RejectedItems rejected,
        CancellationToken cancellationToken
    )
    {
        var learners = await NightlySegments.LoadLearnersAsync(session, run.BusinessDate, segment, cancellationToken);
        var rules = await LoadRulesAsync(session, run, cancellationToken);
        var orders = await LoadOrdersAsync(session, run, cancellationToken);
        var step = new BatchSegment(session, run, rules, orders, calendar, options, log) { LocksCompletions = true };
        var counts = await step.RunAsync(learners, rejected, cancellationToken);
        NightlySegments.Delete(session, run.BusinessDate, NightlyPhase.Batch, segment);
        return counts;
    }

    public async Task<RejectedItems> FindRejectedAsync(NightlyRun run, int segment, CancellationToken cancellationToken)
    {
        var (learners, rules, orders) = await LoadWorkAsync(run, segment, cancellationToken);
        return await RejectedItems.FindAsync(
            store,
            learners,
            learner => learner.Value,
            (session, learner) =>
                new BatchSegment(session, run, rules, orders, calendar, options, log).RunAsync(
                    [learner],
                    RejectedItems.None,
                    cancellationToken
                ),
            cancellationToken
        );
    }

    private async Task<(LearnerId[] Learners, NightlyRules Rules, NightlyOrders Orders)> LoadWorkAsync(
        NightlyRun run,
        int segment,
        CancellationToken cancellationToken
    )
    {
        await using var session = store.LightweightSession();
        return (
            await NightlySegments.LoadLearnersAsync(session, run.BusinessDate, segment, cancellationToken),
            await LoadRulesAsync(session, run, cancellationToken),
            await LoadOrdersAsync(session, run, cancellationToken)
        );
    }

    private static async Task<NightlyRules> LoadRulesAsync(IDocumentSession session, NightlyRun run, CancellationToken cancellationToken) =>
        await session.LoadAsync<NightlyRules>(NightlyRules.KeyOf(run.BusinessDate), cancellationToken)
        ?? throw new InvalidOperationException(
            $"The rules of the run of {run.BusinessDate:yyyy-MM-dd} are missing although it was planned."
        );

    private static async Task<NightlyOrders> LoadOrdersAsync(
        IDocumentSession session,
        NightlyRun run,
        CancellationToken cancellationToken
    ) =>
        await session.LoadAsync<NightlyOrders>(NightlyOrders.KeyOf(run.BusinessDate), cancellationToken)
        ?? NightlyOrders.None(run.BusinessDate);
}
