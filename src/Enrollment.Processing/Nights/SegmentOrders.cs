using Enrollment.Domain;
using Enrollment.Domain.Deciding;
using Enrollment.Domain.Learners;
using Enrollment.Storage.Enrollments;
using Enrollment.Storage.Nights;
using Enrollment.Storage.Orders;
using Marten;

namespace Enrollment.Processing.Nights;

/// <summary>
/// The orders of retraining for which a segment looks at its learners: those of the run, and those for which no earlier run could look at
/// them (semantics 12).
/// </summary>
internal sealed class SegmentOrders
{
    private readonly NightlyRun _run;
    private readonly IReadOnlyList<OrderRecorded> _ofRun;
    private readonly ILookup<LearnerId, OrderRecorded> _postponed;
    private readonly Dictionary<OrderId, RetrainingOrder> _orders;
    private readonly List<(LearnerId, OrderId)> _toPostpone = [];
    private readonly List<(LearnerId, OrderId)> _lookedAt = [];

    private SegmentOrders(NightlyRun run, NightlyOrders ofRun, ILookup<LearnerId, OrderRecorded> postponed)
    {
        (_run, _ofRun, _postponed) = (run, ofRun.Orders, postponed);
        _orders = _ofRun
            .Concat(postponed.SelectMany(orders => orders))
            .DistinctBy(order => order.OrderId)
            .ToDictionary(order => order.OrderId, order => order.ToOrder());
    }

    public static async Task<SegmentOrders> LoadAsync(
        IDocumentSession session,
        NightlyRun run,
        NightlyOrders ofRun,
        string[] learners,
        CancellationToken cancellationToken
    ) => new(run, ofRun, await PostponedOrders.GetAsync(session, learners, cancellationToken));

    public IEnumerable<ActivityId> ActivitiesOf(LearnerId learner) => OrdersOf(learner).Select(order => order.ActivityId).Distinct();

    /// <summary>Those that the run may carry out for the learner. The core looks at the audience.</summary>
    public IReadOnlyList<RetrainingOrder> Of(EnrollmentKey key, Learner learner, EnrollmentState state) =>
        CanLookAt(learner, state) ? [.. OrdersOf(key).Select(order => _orders[order.OrderId])] : [];

    /// <summary>The learner was evaluated. One who is away is looked at in the first run in which they are not.</summary>
    public void Evaluated(EnrollmentKey key, Learner learner, EnrollmentState state)
    {
        if (learner.Created is not null && !CanLookAt(learner, state))
            Postpone(key.Learner, OrdersOf(key));
        else
            _lookedAt.AddRange(OrdersOf(key).Select(order => (key.Learner, order.OrderId)));
    }

    /// <summary>The learner could not be evaluated. The next run tries again.</summary>
    public void Postpone(LearnerId learner) => Postpone(learner, OrdersOf(learner));

    public void Write(IDocumentSession session)
    {
        PostponedOrders.Remove(session, _lookedAt.Where(entry => _postponed.Contains(entry.Item1)));
        PostponedOrders.Add(session, _toPostpone);
    }

    private bool CanLookAt(Learner learner, EnrollmentState state) =>
        learner.IsActive && !state.IsExempt(_run.BusinessDate) && !state.HasSeenMoreThan(_run.Instant);

    private void Postpone(LearnerId learner, IEnumerable<OrderRecorded> orders) =>
        _toPostpone.AddRange(orders.Select(order => (learner, order.OrderId)));

    private IEnumerable<OrderRecorded> OrdersOf(EnrollmentKey key) =>
        OrdersOf(key.Learner).Where(order => order.ActivityId == key.Activity);

    /// <summary>Groups can be joined while away, so that only an order for named learners leaves the others out.</summary>
    private IEnumerable<OrderRecorded> OrdersOf(LearnerId learner) =>
        _postponed[learner]
            .Concat(_ofRun.Where(order => order.Audience.UserIds is null || Names(order, learner)))
            // A run that was given up may have postponed an order that this one carries out.
            .DistinctBy(order => order.OrderId)
            .OrderBy(order => order.Stamp.OccurredAt)
            .ThenBy(order => order.OrderId.Value, StringComparer.Ordinal);

    private bool Names(OrderRecorded order, LearnerId learner) =>
        ((OrderAudience.Learners)_orders[order.OrderId].Audience).Ids.Contains(learner);
}
