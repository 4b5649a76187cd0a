using System.Text.Json.Serialization;

namespace Enrollment.Contracts;

/// <summary>Attributes of a person changed. A member that is absent leaves its attribute unchanged; null clears it (semantics 2).</summary>
public sealed record UserUpdated : Fact
{
    /// <summary>The learner's id.</summary>
    public required string UserId { get; init; }

    /// <summary>The person's name. Personal data: kept in one erasable document, never in a stream.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string?> DisplayName { get; init; }

    /// <summary>The person's email address. Personal data: kept in one erasable document, never in a stream.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string?> Email { get; init; }

    /// <summary>The date of hire; null where it is no longer known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<DateOnly?> HiredOn { get; init; }
}
