using Enrollment.Domain.Deciding;
using Enrollment.Domain.Learners;

namespace Enrollment.Domain.Simulation;

/// <summary>
/// The orders of retraining of an organization in memory. The next run looks at every learner. One who is deactivated or exempt in it is
/// looked at in the first run in which they are not (semantics 12).
/// </summary>
internal sealed class OrderBook
{
    private readonly List<Entry> _entries = [];

    public IEnumerable<ActivityId> Activities => _entries.Select(entry => entry.Order.ActivityId);

    /// <summary>An order is carried out as it was first handled.</summary>
    public void Add(RetrainingOrder order)
    {
        if (!_entries.Exists(entry => entry.Order.Id == order.Id))
            _entries.Add(new Entry(order));
    }

    /// <summary>The orders for which the run looks at the learner.</summary>
    public IReadOnlyList<RetrainingOrder> Of(ActivityId activity, Learner learner, bool isExempt)
    {
        if (_entries.Count == 0 || learner.Created is null)
            return [];
        var orders = new List<RetrainingOrder>();
        foreach (var entry in _entries.Where(entry => entry.Order.ActivityId == activity && entry.LooksAt(learner.Id)))
            if (!learner.IsActive || isExempt)
                entry.Postponed.Add(learner.Id);
            else
                orders.Add(entry.Order);
        return orders;
    }

    public void EndRun()
    {
        foreach (var entry in _entries)
            entry.EndRun();
    }

    private sealed class Entry(RetrainingOrder order)
    {
        private HashSet<LearnerId>? _waiting;

        public RetrainingOrder Order { get; } = order;

        public HashSet<LearnerId> Postponed { get; private set; } = [];

        public bool LooksAt(LearnerId learner) => _waiting?.Contains(learner) ?? true;

        public void EndRun() => (_waiting, Postponed) = (Postponed, []);
    }
}
