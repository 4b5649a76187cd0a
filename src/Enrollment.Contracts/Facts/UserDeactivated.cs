namespace Enrollment.Contracts;

/// <summary>A person is away: in the next run the current periods pause (semantics 7).</summary>
public sealed record UserDeactivated : Fact
{
    /// <summary>The learner's id.</summary>
    public required string UserId { get; init; }
}
