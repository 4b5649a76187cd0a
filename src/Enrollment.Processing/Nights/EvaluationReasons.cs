using Enrollment.Domain;
using Enrollment.Domain.Calendar;
using Enrollment.Domain.Learners;
using Enrollment.Domain.Rules;
using Enrollment.Storage.Learners;
using Enrollment.Storage.Nights;
using Enrollment.Storage.Orders;

namespace Enrollment.Processing.Nights;

/// <summary>Why a run evaluates learners, hence for which activities, and since when it could have been seen.</summary>
internal sealed class EvaluationReasons(NightlyRun run, NightlyRules rules, NightlyOrders orders, BusinessCalendar calendar)
{
    private readonly Rule[] _rules = [.. rules.Saves.Select(save => save.Rule)];
    private readonly ActivityId[] _changedActivities =
    [
        .. rules.Changes.SelectMany(change => change.Activities).Distinct().Select(id => new ActivityId(id)),
    ];

    /// <summary>For a learner of whom nothing is new only those of changed rules.</summary>
    public IEnumerable<ActivityId> ActivitiesOf(Learner learner, bool isNew, IEnumerable<ActivityId> known) =>
        isNew
            ? _rules
                .Where(rule => rule.Judge(learner, run.BusinessDate) is Verdict.Matches or Verdict.HireDateUnknown)
                .Select(rule => rule.ActivityId)
                .Concat(known)
                .Concat(_changedActivities)
            : _changedActivities;

    /// <summary>After missed nights, periods are rolled over to the last night that could not have seen the facts (semantics 4).</summary>
    public DateOnly RolledOverTo(ActivityId activity, PendingLearner? pending, IEnumerable<CalendarDate> dates)
    {
        var instants = rules
            .Changes.Where(change => change.Activities.Contains(activity.Value))
            .SelectMany(InstantsOf)
            .Concat(orders.Orders.Where(order => order.ActivityId == activity).Select(order => order.Stamp.OccurredAt))
            .Concat(dates.Select(date => calendar.NightlyInstant(date.On)))
            .ToList();
        if (pending is not null)
            instants.Add(pending.Since);
        var seenBy = instants.Count == 0 ? run.BusinessDate : calendar.LatestDue(instants.Min().AddTicks(-1));
        return rules.PreviousRun is { } previous && previous > seenBy ? previous : seenBy;
    }

    private IEnumerable<DateTimeOffset> InstantsOf(RuleChange change) =>
        change.IsSaved || rules.PreviousRun is not { } previous
            ? [change.Now.Stamp.OccurredAt]
            : change.Now.BeginsOrEnds(previous, run.BusinessDate).Select(calendar.NightlyInstant);
}
