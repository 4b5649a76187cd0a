namespace Enrollment.Contracts;

/// <summary>A person exists. Groups are joined; no membership is taken away. Members that are absent say nothing.</summary>
public sealed record UserCreated : Fact
{
    /// <summary>The learner's id, 1 to 200 characters, without control characters.</summary>
    public required string UserId { get; init; }

    /// <summary>Personal data: kept in one erasable document, never in a stream.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Personal data: kept in one erasable document, never in a stream.</summary>
    public string? Email { get; init; }

    /// <summary>Calendar date of hire.</summary>
    public DateOnly? HiredOn { get; init; }

    /// <summary>Whether the person can be enrolled.</summary>
    public bool Active { get; init; } = true;

    /// <summary>Ids of the groups joined with the creation.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>Decides whether the groups' rules take effect at once.</summary>
    public required Origin Origin { get; init; }
}
