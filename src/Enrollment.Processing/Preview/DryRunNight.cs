using Enrollment.Domain;
using Enrollment.Domain.Calendar;
using Enrollment.Domain.Deciding;
using Enrollment.Domain.Enrollments;
using Enrollment.Processing.Nights;
using Enrollment.Storage;
using Enrollment.Storage.Enrollments;
using Enrollment.Storage.Nights;
using Enrollment.Storage.Orders;
using Marten;
using Microsoft.Extensions.Logging.Abstractions;

namespace Enrollment.Processing.Preview;

/// <summary>Runs the batch and the rollover of a night with the night's own code, in a session that is never saved.</summary>
internal sealed class DryRunNight(
    NightlyRun run,
    NightlyRules rules,
    NightlyOrders orders,
    BusinessCalendar calendar,
    EnrollmentOptions options
)
{
    private readonly Dictionary<EnrollmentKey, EnrollmentState> _evaluated = [];

    public NightlyRules Rules => rules;

    public NightlyOrders Orders => orders;

    public IEnumerable<EnrollmentKey> Evaluated => _evaluated.Keys;

    public IReadOnlyList<(LearnerId Learner, RuleId Rule)> Undecided { get; private set; } = [];

    public IReadOnlyList<(LearnerId Learner, RuleId Rule)> DueWithoutHireDate { get; private set; } = [];

    public long Failed { get; private set; }

    /// <summary>Runs the batch step for these learners. They replace the previous ones.</summary>
    public async Task EvaluateAsync(IDocumentSession session, LearnerId[] learners, CancellationToken cancellationToken)
    {
        var step = new BatchSegment(session, run, rules, orders, calendar, options, NullLogger.Instance);
        var counts = await step.RunAsync(learners, RejectedItems.None, cancellationToken);
        _evaluated.Clear();
        foreach (var (key, state) in step.Changes.After)
            _evaluated[key] = state;
        (Undecided, DueWithoutHireDate, Failed) = (step.HireDates.Undecided, step.HireDates.DueWithoutHireDate, counts.Failed);
    }

    /// <summary>The enrollment after the batch and the rollover that follows it.</summary>
    public EnrollmentState After(EnrollmentKey key, EnrollmentState before)
    {
        var evaluated = _evaluated.GetValueOrDefault(key, before);
        return EnrollmentDecider
            .Decide(evaluated, new RollOver(run.BusinessDate, Cause.RunOf(run.BusinessDate)))
            .Aggregate(evaluated, (state, recorded) => state.Apply(recorded));
    }
}
