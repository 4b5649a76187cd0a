namespace Enrollment.Contracts;

/// <summary>A person is active again. In the next run the person's paused periods resume or are withdrawn (semantics 7).</summary>
public sealed record UserReactivated : Fact
{
    /// <summary>The learner's id.</summary>
    public required string UserId { get; init; }
}
