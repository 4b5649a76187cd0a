using System.Collections.Immutable;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Replaying;
using Enrollment.Domain.Timelines;
using Enrollment.Domain.Timelines.Facts;
using static Enrollment.Domain.Calendar.DateOrder;

namespace Enrollment.Domain.Deciding;

/// <summary>One enrollment, folded from its stream: the facts, and the periods recorded so far.</summary>
public sealed record EnrollmentState
{
    // Events are applied without it: it is brought up to date when a decision needs it.
    private ReplayCache _replay = ReplayCache.Empty;

    /// <summary>Before the first event.</summary>
    public static EnrollmentState Empty { get; } = new();

    /// <summary>The facts in the order in which they were recorded.</summary>
    public ImmutableList<EnrollmentFact> Facts { get; private init; } = [];

    /// <summary>The periods in order of planning, without retracted ones.</summary>
    public ImmutableList<Period> Periods { get; private init; } = [];

    /// <summary>The largest period number ever given.</summary>
    public int LastNumber { get; private init; }

    /// <summary>
    /// The date since which the current period has its due date, its rule and the reminders of that rule. None is due from before it.
    /// </summary>
    public DateOnly? RemindersSince { get; private init; }

    /// <summary>The date of the latest reminder of that due date (semantics 11).</summary>
    public DateOnly? RemindedOn { get; private init; }

    /// <summary>The current period; at most one.</summary>
    public Period? Current => Periods.FindLast(period => period.IsCurrent);

    /// <summary>
    /// The date on which a run has to look at the current period: time alone changes it, or a reminder is due. It follows from what is
    /// recorded alone, so that it can be stored and verified. A run of that date or a later one gives the state another.
    /// </summary>
    public DateOnly? NextDate => EarlierOf(Current?.NextTransitionOn, Reminding.NextDate(this));

    /// <summary>Since when the enrollment is marked overdue; null when it is not.</summary>
    public DateOnly? OverdueSince => Periods.Count > 0 ? Periods[^1].EnrollmentOverdueSince : null;

    /// <summary>What the latest step saw.</summary>
    public SourcesJudged? LastJudged { get; private init; }

    /// <summary>Whether an order of retraining was carried out (semantics 12).</summary>
    public bool HasOrders { get; private init; }

    /// <summary>
    /// A join at once after a run's instant has seen more than that run may see, which leaves the enrollment to the next one.
    /// </summary>
    public bool HasSeenMoreThan(DateTimeOffset instant) => LastJudged?.Instant > instant;

    /// <summary>The fact that holds of each exemption (semantics 10).</summary>
    public ImmutableDictionary<ExemptionId, ExemptionRecorded> Exemptions { get; private init; } =
        ImmutableDictionary<ExemptionId, ExemptionRecorded>.Empty;

    /// <summary>The other activities whose completions count by a rule that was found to match (semantics 11).</summary>
    public ImmutableHashSet<ActivityId> CompletedBy { get; private init; } = [];

    /// <summary>Whether an exemption is in force on the date (semantics 10).</summary>
    public bool IsExempt(DateOnly on) => !Exemptions.IsEmpty && Exemptions.Values.Any(exemption => exemption.IsInForce(on));

    /// <summary>What the facts give. Two callers at once may both compute it; the results are equal.</summary>
    internal ReplayCache Replay => _replay = _replay.With(Facts).Compared(Periods);

    /// <summary>Folds a whole stream.</summary>
    public static EnrollmentState From(IEnumerable<EnrollmentEvent> events) =>
        events.Aggregate(Empty, (state, recorded) => state.Apply(recorded));

    /// <summary>Folds one event in.</summary>
    public EnrollmentState Apply(EnrollmentEvent recorded) =>
        recorded switch
        {
            SourcesJudged step => WithReminders(step) with
            {
                Facts = Facts.Add(step),
                LastJudged = step,
                HasOrders = HasOrders || step.Orders is not null,
                CompletedBy = CompletedBy.Union(OthersIn(step)),
            },
            ExemptionRecorded exemption => this with { Facts = Facts.Add(exemption), Exemptions = ExemptionsWith(exemption) },
            EnrollmentFact fact => this with { Facts = Facts.Add(fact) },
            PeriodRetracted retracted => WithoutPeriod(retracted.Period.Number),
            PeriodDueSoon or PeriodStillOverdue => this with { RemindedOn = ((PeriodEvent)recorded).EffectiveOn },
            PeriodEvent change => WithPeriod(change.Period, change.EffectiveOn),
            _ => throw new ArgumentOutOfRangeException(nameof(recorded), recorded.GetType().Name, "Unknown kind of enrollment event."),
        };

    /// <summary>
    /// The enrollment on a date, as far as these facts are known. Steps after the date do not hold yet. A completion counts from its own
    /// date, whenever it was recorded (semantics 5.3). Time has passed up to the date, whether or not a run recorded it.
    /// </summary>
    /// <param name="date">The date.</param>
    /// <param name="adoptedOn">The first run by this version of the semantics, where an earlier one decided before it.</param>
    public EnrollmentState AsOf(DateOnly date, DateOnly? adoptedOn = null)
    {
        var facts = Facts.FindAll(fact => HoldsFrom(fact) <= date);
        var timeline = FactReplay.Of(FactOrder.Of(facts, until: date)).UpTo(date).Timeline;
        return new EnrollmentState
        {
            Facts = facts,
            Periods = [.. TimelineDiff.Numbered(this, timeline, adoptedOn <= date ? adoptedOn : null)],
            LastNumber = LastNumber,
            LastJudged = facts.FindLast(fact => fact is SourcesJudged) as SourcesJudged,
        };
    }

    internal static DateOnly HoldsFrom(EnrollmentFact fact) =>
        fact switch
        {
            // Completions that were revoked are left out on every date.
            CompletionRevoked or ExemptionRecorded => DateOnly.MinValue,
            EnrollmentStep step => step.On,
            CompletionRecorded completion => completion.CompletedOn,
            _ => throw new ArgumentOutOfRangeException(nameof(fact), fact.GetType().Name, "Unknown kind of enrollment fact."),
        };

    /// <summary>By what was recorded.</summary>
    public bool Equals(EnrollmentState? other) =>
        other is not null && Facts.SequenceEqual(other.Facts) && Periods.SequenceEqual(other.Periods) && LastNumber == other.LastNumber;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Facts.Count, Periods.Count, LastNumber);

    private static IEnumerable<ActivityId> OthersIn(SourcesJudged step) =>
        step.Matches.SelectMany(match => match.Terms.AlsoCompletedBy ?? []);

    private ImmutableDictionary<ExemptionId, ExemptionRecorded> ExemptionsWith(ExemptionRecorded exemption) =>
        exemption.Stamp.Supersedes(Exemptions.GetValueOrDefault(exemption.ExemptionId)?.Stamp)
            ? Exemptions.SetItem(exemption.ExemptionId, exemption)
            : Exemptions;

    private EnrollmentState WithPeriod(Period period, DateOnly on)
    {
        var index = PlaceOf(period.Number);
        var before = index >= 0 ? Periods[index] : null;
        var remindsAsBefore = before is not null && before.Due == period.Due && before.RuleId == period.RuleId;
        var state = remindsAsBefore ? this : this with { RemindersSince = on, RemindedOn = null };
        return state.WithPeriod(period, index);
    }

    /// <summary>A reminder that an edit adds with a date already past is not announced.</summary>
    private EnrollmentState WithReminders(SourcesJudged step) =>
        Current is { } period && step.RemindersOf(period.RuleId) != LastJudged?.RemindersOf(period.RuleId)
            ? this with
            {
                RemindersSince = step.On,
            }
            : this;

    private EnrollmentState WithPeriod(Period period, int index) =>
        index >= 0
            ? this with
            {
                Periods = Periods.SetItem(index, period),
                _replay = _replay.Changed(index),
            }
            : this with
            {
                Periods = Periods.Add(period),
                LastNumber = Math.Max(LastNumber, period.Number),
            };

    private EnrollmentState WithoutPeriod(int number)
    {
        var index = PlaceOf(number);
        return index >= 0 ? this with { Periods = Periods.RemoveAt(index), _replay = _replay.Changed(index) } : this;
    }

    // Most events are about the last period, or plan one after it.
    private int PlaceOf(int number) => number > LastNumber ? -1 : Periods.FindLastIndex(period => period.Number == number);
}
