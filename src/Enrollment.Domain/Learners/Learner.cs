using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Enrollment.Domain.Learners;

/// <summary>What is known of a learner: for each attribute and each group the fact that holds (semantics 2).</summary>
public sealed record Learner(LearnerId Id)
{
    /// <summary>Set once the learner's creation is known; until then the learner matches nothing.</summary>
    public Stamp? Created { get; init; }

    /// <summary>Whether the learner can be enrolled, and by which fact; null where nobody ever said.</summary>
    public Stamped<bool>? ActiveState { get; init; }

    /// <summary>Every fact that said whether the learner is active; empty in documents of version 1 (semantics 7).</summary>
    public ActiveHistory ActiveHistory { get; init; } = ActiveHistory.Empty;

    /// <summary>Date of hire, where known.</summary>
    public Stamped<DateOnly?>? Hired { get; init; }

    /// <summary>Member (true) or not, for each group ever named.</summary>
    public ImmutableDictionary<string, Stamped<bool>> Memberships { get; init; } = ImmutableDictionary<string, Stamped<bool>>.Empty;

    /// <summary>Facts that were known before they hold, and are not folded in yet (semantics 13).</summary>
    public ImmutableList<LearnerFact> Later { get; init; } = [];

    /// <summary>Created and active. A learner of whom nobody ever said otherwise is active (semantics 2).</summary>
    [JsonIgnore]
    public bool IsActive => Created is not null && ActiveState is not { Value: false };

    /// <summary>The first fact of the leave that ended with the return; null where the learner is away, or never was.</summary>
    [JsonIgnore]
    public Stamp? AwaySince => IsActive ? ActiveHistory.OppositeSince : null;

    /// <summary>Date of hire; null when not known.</summary>
    [JsonIgnore]
    public DateOnly? HiredOn => Hired?.Value;

    /// <summary>Whether the learner is a member of the group.</summary>
    public bool IsIn(GroupId group) => Memberships.TryGetValue(group.Value, out var membership) && membership.Value;

    /// <summary>
    /// Folds one fact in. Facts may come in any order and more than once. When nothing changes, the result is the same instance.
    /// </summary>
    public Learner With(LearnerFact fact) => fact.Stamp.LaterFrom is null ? Fold(fact) : Keep(fact);

    /// <summary>The learner at the instant: later facts that hold by then are folded in.</summary>
    public Learner At(DateTimeOffset instant) =>
        Later.IsEmpty || Later.TrueForAll(fact => fact.Stamp.HoldsFrom > instant)
            ? this
            : Later
                .Where(fact => fact.Stamp.HoldsFrom <= instant)
                .Aggregate(
                    this with
                    {
                        Later = Later.RemoveAll(fact => fact.Stamp.HoldsFrom <= instant),
                    },
                    (learner, fact) => learner.Fold(fact)
                );

    /// <summary>The learner as of the instant: folded from the facts that occurred up to it.</summary>
    public static Learner From(LearnerId id, IEnumerable<LearnerFact> facts, DateTimeOffset upTo) =>
        facts.Where(fact => fact.Stamp.OccurredAt <= upTo).Aggregate(new Learner(id), (learner, fact) => learner.With(fact)).At(upTo);

    private Learner Fold(LearnerFact fact) =>
        fact switch
        {
            LearnerCreated created => (Created is null || created.Stamp.Supersedes(Created) ? this with { Created = created.Stamp } : this)
                .WithActive(created.Active, created.Stamp)
                .WithHired(created.HiredOn is not null, created.HiredOn, created.Stamp)
                .WithMemberships(created.Groups, true, created.Stamp),
            LearnerUpdated updated => WithHired(updated.HireDateGiven, updated.HiredOn, updated.Stamp),
            LearnerDeactivated => WithActive(false, fact.Stamp),
            LearnerReactivated => WithActive(true, fact.Stamp),
            MembershipChanged changed => WithMemberships(changed.Joined, true, changed.Stamp)
                .WithMemberships(changed.Left, false, changed.Stamp),
            _ => throw new ArgumentOutOfRangeException(nameof(fact), fact.GetType().Name, "Unknown kind of learner fact."),
        };

    /// <summary>The hire date of a creation holds since it occurred (semantics 13).</summary>
    private Learner Keep(LearnerFact fact)
    {
        if (fact is LearnerCreated { HiredOn: not null } created)
            return WithHired(true, created.HiredOn, created.Stamp with { LaterFrom = null }).Keep(created with { HiredOn = null });
        var isKnown = Later.Exists(known => known.Stamp == fact.Stamp && known.GetType() == fact.GetType());
        return isKnown ? this : this with { Later = Later.Add(fact) };
    }

    private Learner WithActive(bool? said, Stamp stamp)
    {
        if (said is not { } active)
            return this;
        var known = ActiveHistory.Facts.IsEmpty && ActiveState is { } state ? ActiveHistory.PartOf(state) : ActiveHistory;
        var history = known.With(active, stamp);
        return ReferenceEquals(history, ActiveHistory) ? this : this with { ActiveHistory = history, ActiveState = history.Latest };
    }

    private Learner WithHired(bool given, DateOnly? hiredOn, Stamp stamp) =>
        given && stamp.Supersedes(Hired?.At) ? this with { Hired = new(hiredOn, stamp) } : this;

    private Learner WithMemberships(IEnumerable<GroupId> groups, bool member, Stamp stamp)
    {
        var memberships = Memberships;
        foreach (var group in groups)
            if (stamp.Supersedes(memberships.GetValueOrDefault(group.Value)?.At))
                memberships = memberships.SetItem(group.Value, new(member, stamp));
        return ReferenceEquals(memberships, Memberships) ? this : this with { Memberships = memberships };
    }
}
