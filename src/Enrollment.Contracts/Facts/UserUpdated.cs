using System.Text.Json.Serialization;

namespace Enrollment.Contracts;

/// <summary>Attributes of a person changed: absent means unchanged, null clears.</summary>
public sealed record UserUpdated : Fact
{
    /// <summary>The learner's id.</summary>
    public required string UserId { get; init; }

    /// <summary>Personal data: kept in one erasable document, never in a stream.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string?> DisplayName { get; init; }

    /// <summary>Personal data: kept in one erasable document, never in a stream.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string?> Email { get; init; }

    /// <summary>Calendar date of hire; null when it is no longer known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<DateOnly?> HiredOn { get; init; }
}
