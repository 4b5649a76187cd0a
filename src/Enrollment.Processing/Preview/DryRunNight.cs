using Enrollment.Domain;
using Enrollment.Domain.Calendar;
using Enrollment.Domain.Deciding;
using Enrollment.Domain.Enrollments;
using Enrollment.Processing.Nights;
using Enrollment.Storage.Enrollments;
using Enrollment.Storage.Nights;
using Marten;
using Microsoft.Extensions.Logging.Abstractions;

namespace Enrollment.Processing.Preview;

/// <summary>A night's batch and rollover by its own code, in a session that is never saved.</summary>
internal sealed class DryRunNight(NightlyRun run, NightlyRules rules, BusinessCalendar calendar, int minimumDays)
{
    private readonly Dictionary<EnrollmentKey, EnrollmentState> _judged = [];

    public NightlyRules Rules => rules;

    public IEnumerable<EnrollmentKey> Judged => _judged.Keys;

    public IReadOnlyList<(LearnerId Learner, RuleId Rule)> Undecided { get; private set; } = [];

    public long Failed { get; private set; }

    /// <summary>The batch step for these learners; replaces what was judged before.</summary>
    public async Task Judge(IDocumentSession session, LearnerId[] learners, CancellationToken cancellationToken)
    {
        var step = new BatchSegment(session, run, rules, calendar, minimumDays, NullLogger.Instance);
        var counts = await step.Run(learners, RejectedItems.None, cancellationToken);
        _judged.Clear();
        foreach (var (key, state) in step.Changes.After)
            _judged[key] = state;
        (Undecided, Failed) = (step.Undecided, counts.Failed);
    }

    /// <summary>The enrollment after the batch and the rollover that follows it.</summary>
    public EnrollmentState After(EnrollmentKey key, EnrollmentState before)
    {
        var judged = _judged.GetValueOrDefault(key, before);
        return EnrollmentDecider
            .Decide(judged, new RollOver(run.BusinessDate, Cause.RunOf(run.BusinessDate)))
            .Aggregate(judged, (state, recorded) => state.Apply(recorded));
    }
}
