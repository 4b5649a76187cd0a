namespace Enrollment.Contracts;

/// <summary>A person is no longer active. In the next run the person's current periods pause (semantics 7, row 1).</summary>
public sealed record UserDeactivated : Fact
{
    /// <summary>The learner's id.</summary>
    public required string UserId { get; init; }
}
