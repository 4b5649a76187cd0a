namespace Enrollment.Contracts;

/// <summary>A person joined or left groups. A group in both lists is refused.</summary>
public sealed record GroupMembershipChanged : Fact
{
    /// <summary>The learner's id.</summary>
    public required string UserId { get; init; }

    /// <summary>Ids of the groups joined.</summary>
    public IReadOnlyList<string> Joined { get; init; } = [];

    /// <summary>Ids of the groups left.</summary>
    public IReadOnlyList<string> Left { get; init; } = [];

    /// <summary>Joins made in the user interface take effect at once, everything else in the next run.</summary>
    public required Origin Origin { get; init; }
}
