using Enrollment.Domain.Calendar;
using Enrollment.Worker.Rules;
using Marten;

namespace Enrollment.Worker.NightlyCycle;

/// <summary>Sources gained and lost, rule edits, pauses: for learners whose facts changed, and for those whom a changed rule concerns.</summary>
public sealed class NightlyBatch(BusinessCalendar calendar, EnrollmentOptions options, ILogger<NightlyBatch> log) : INightlyWork
{
    public async Task<PlannedWork> Plan(IDocumentSession session, NightlyRun run, CancellationToken cancellationToken)
    {
        var previous = await session.Query<NightlyRules>().OrderByDescending(rules => rules.BusinessDate).FirstOrDefaultAsync(cancellationToken);
        var rules = NightlyRules.Of(run.BusinessDate, await session.RulesUpTo(run.Instant, cancellationToken), previous);
        session.Insert(rules);
        var stillCompared = previous?.BusinessDate ?? run.BusinessDate;
        session.DeleteWhere<NightlyRules>(old => old.BusinessDate < stillCompared);
        return await NightlyWorkTable.Plan(session, run, rules, cancellationToken);
    }

    public async Task<SegmentCounts> Run(IDocumentSession session, NightlyRun run, int segment, CancellationToken cancellationToken)
    {
        var rules = await session.LoadAsync<NightlyRules>(NightlyRules.KeyOf(run.BusinessDate), cancellationToken)
            ?? throw new InvalidOperationException($"The rules of the run of {run.BusinessDate:yyyy-MM-dd} are missing although it was planned.");
        var work = await NightlyWorkTable.Segment(session, run.BusinessDate, NightlyPhase.Batch, segment, cancellationToken);
        var step = new BatchSegment(session, run, rules, calendar, options.MinimumDaysToComplete, log);
        var counts = await step.Run([.. work.Select(key => key.Learner)], cancellationToken);
        NightlyWorkTable.Done(session, run.BusinessDate, NightlyPhase.Batch, segment);
        return counts;
    }
}
