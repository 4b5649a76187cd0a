using Enrollment.Domain;
using Enrollment.Domain.Calendar;
using Enrollment.Processing.Rules;
using Enrollment.Storage;
using Enrollment.Storage.Nights;
using Marten;

namespace Enrollment.Processing.Nights;

/// <summary>
/// Sources gained and lost, rule edits, pauses: for learners whose facts changed, and for those whom a changed rule concerns.
/// </summary>
public sealed class NightlyBatch(IDocumentStore store, BusinessCalendar calendar, EnrollmentOptions options, ILogger<NightlyBatch> log)
    : INightlyWork
{
    public async Task<PlannedWork> Plan(IDocumentSession session, NightlyRun run, CancellationToken cancellationToken)
    {
        var previous = await session.FindRulesOfLastBatchAsync(run.BusinessDate, cancellationToken);
        var rules = NightlyRules.Of(run.BusinessDate, await session.RulesUpTo(run.Instant, cancellationToken), previous);
        session.Insert(rules);
        var stillCompared = previous?.BusinessDate ?? run.BusinessDate;
        session.DeleteWhere<NightlyRules>(old => old.BusinessDate < stillCompared);
        return await NightlySegments.Plan(session, run, rules, cancellationToken);
    }

    public async Task<SegmentCounts> Run(
        IDocumentSession session,
        NightlyRun run,
        int segment,
        RejectedItems unstorable,
        CancellationToken cancellationToken
    )
    {
        var learners = await NightlySegments.Learners(session, run.BusinessDate, segment, cancellationToken);
        var step = new BatchSegment(
            session,
            run,
            await RulesOf(session, run, cancellationToken),
            calendar,
            options.MinimumDaysToComplete,
            log
        );
        var counts = await step.Run(learners, unstorable, cancellationToken);
        NightlySegments.Done(session, run.BusinessDate, NightlyPhase.Batch, segment);
        return counts;
    }

    public async Task<RejectedItems> FindUnstorable(NightlyRun run, int segment, CancellationToken cancellationToken)
    {
        var (learners, rules) = await WorkOf(run, segment, cancellationToken);
        return await RejectedItems.Among(
            store,
            learners,
            learner => learner.Value,
            (session, learner) =>
                new BatchSegment(session, run, rules, calendar, options.MinimumDaysToComplete, log).Run(
                    [learner],
                    RejectedItems.None,
                    cancellationToken
                ),
            cancellationToken
        );
    }

    private async Task<(LearnerId[] Learners, NightlyRules Rules)> WorkOf(NightlyRun run, int segment, CancellationToken cancellationToken)
    {
        await using var session = store.LightweightSession();
        return (
            await NightlySegments.Learners(session, run.BusinessDate, segment, cancellationToken),
            await RulesOf(session, run, cancellationToken)
        );
    }

    private static async Task<NightlyRules> RulesOf(IDocumentSession session, NightlyRun run, CancellationToken cancellationToken) =>
        await session.LoadAsync<NightlyRules>(NightlyRules.KeyOf(run.BusinessDate), cancellationToken)
        ?? throw new InvalidOperationException(
            $"The rules of the run of {run.BusinessDate:yyyy-MM-dd} are missing although it was planned."
        );
}
