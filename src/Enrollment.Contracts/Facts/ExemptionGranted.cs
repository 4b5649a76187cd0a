using System.Text.Json.Serialization;

namespace Enrollment.Contracts;

/// <summary>
/// A person decided that a learner need not complete an activity for a time (semantics 10). The current period ends as exempted when the
/// exemption comes into force. Of each exemption the latest fact wins.
/// </summary>
public sealed record ExemptionGranted : Fact
{
    /// <summary>The exemption's id. It belongs to one learner and activity.</summary>
    public required string ExemptionId { get; init; }

    /// <summary>The learner's id.</summary>
    public required string UserId { get; init; }

    /// <summary>The activity's id.</summary>
    public required string ActivityId { get; init; }

    /// <summary>The first day; null for the business date of <see cref="Fact.OccurredAt"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? From { get; init; }

    /// <summary>The last day; null for no end. Not before the first day.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? Until { get; init; }

    /// <summary>Why, for auditors.</summary>
    public required string Reason { get; init; }

    /// <summary>The id of the person who decided.</summary>
    public required string DecidedBy { get; init; }
}
