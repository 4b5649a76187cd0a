using System.Collections.Immutable;

namespace Enrollment.Domain.Learners;

/// <summary>What is known of a learner: for each attribute and each group the fact that holds (semantics 2).</summary>
public sealed record Learner(LearnerId Id)
{
    /// <summary>Set once the learner's creation is known; until then the learner matches nothing.</summary>
    public Stamp? Created { get; init; }

    /// <summary>Whether the learner can be enrolled, and since which fact.</summary>
    public Stamped<bool>? ActiveState { get; init; }

    /// <summary>Date of hire, where known.</summary>
    public Stamped<DateOnly?>? Hired { get; init; }

    /// <summary>Member (true) or not, for each group ever named.</summary>
    public ImmutableDictionary<string, Stamped<bool>> Memberships { get; init; } = ImmutableDictionary<string, Stamped<bool>>.Empty;

    /// <summary>Created and active.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsActive => Created is not null && ActiveState is { Value: true };

    /// <summary>Date of hire; null when not known.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public DateOnly? HiredOn => Hired?.Value;

    /// <summary>Whether the learner is a member of the group.</summary>
    public bool IsIn(GroupId group) => Memberships.TryGetValue(group.Value, out var membership) && membership.Value;

    /// <summary>
    /// Folds one fact in. Facts may come in any order and more than once. When nothing changes, the result is the same instance.
    /// </summary>
    public Learner With(LearnerFact fact) =>
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

    /// <summary>The learner as of the instant: folded from the facts that occurred up to it.</summary>
    public static Learner From(LearnerId id, IEnumerable<LearnerFact> facts, DateTimeOffset upTo) =>
        facts.Where(fact => fact.Stamp.OccurredAt <= upTo).Aggregate(new Learner(id), (learner, fact) => learner.With(fact));

    private Learner WithActive(bool active, Stamp stamp) =>
        stamp.Supersedes(ActiveState?.At) ? this with { ActiveState = new(active, stamp) } : this;

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
