using Enrollment.Domain;
using Enrollment.Domain.Calendar;
using Enrollment.Processing.Rules;
using Enrollment.Storage;
using Enrollment.Storage.Nights;
using Marten;

namespace Enrollment.Processing.Nights;

/// <summary>
/// The batch phase: sources gained and lost, rule edits and pauses, for learners whose facts changed and for those whom a changed rule
/// concerns.
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
            AdoptsSemantics = schedule?.AdoptedOn == run.BusinessDate,
        };
        session.Insert(rules);
        var stillCompared = previous?.BusinessDate ?? run.BusinessDate;
        session.DeleteWhere<NightlyRules>(old => old.BusinessDate < stillCompared);
        return await NightlySegments.PlanBatchAsync(session, run, rules, cancellationToken);
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
        var step = StepOf(session, run, await LoadRulesAsync(session, run, cancellationToken));
        var counts = await step.RunAsync(learners, rejected, cancellationToken);
        NightlySegments.Delete(session, run.BusinessDate, NightlyPhase.Batch, segment);
        return counts;
    }

    public async Task<RejectedItems> FindRejectedAsync(NightlyRun run, int segment, CancellationToken cancellationToken)
    {
        var (learners, rules) = await LoadWorkAsync(run, segment, cancellationToken);
        return await RejectedItems.FindAsync(
            store,
            learners,
            learner => learner.Value,
            (session, learner) => StepOf(session, run, rules).RunAsync([learner], RejectedItems.None, cancellationToken),
            cancellationToken
        );
    }

    private BatchSegment StepOf(IDocumentSession session, NightlyRun run, NightlyRules rules) =>
        new(session, run, rules, calendar, options, log);

    private async Task<(LearnerId[] Learners, NightlyRules Rules)> LoadWorkAsync(
        NightlyRun run,
        int segment,
        CancellationToken cancellationToken
    )
    {
        await using var session = store.LightweightSession();
        return (
            await NightlySegments.LoadLearnersAsync(session, run.BusinessDate, segment, cancellationToken),
            await LoadRulesAsync(session, run, cancellationToken)
        );
    }

    private static async Task<NightlyRules> LoadRulesAsync(IDocumentSession session, NightlyRun run, CancellationToken cancellationToken) =>
        await session.LoadAsync<NightlyRules>(NightlyRules.KeyOf(run.BusinessDate), cancellationToken)
        ?? throw new InvalidOperationException(
            $"The rules of the run of {run.BusinessDate:yyyy-MM-dd} are missing although it was planned."
        );
}
