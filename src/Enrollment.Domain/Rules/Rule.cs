using System.Text.Json.Serialization;

namespace Enrollment.Domain.Rules;

/// <summary>One version of an auto-enrollment rule: audience and terms for one activity (semantics 3).</summary>
public sealed record Rule(
    RuleId Id,
    ActivityId ActivityId,
    int Version,
    Audience Audience,
    DateOnly? HiredAfter,
    string? Reason,
    Terms Terms
)
{
    /// <summary>The first business date on which it matches anybody (semantics 11).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? ActiveFrom { get; init; }

    /// <summary>The last business date before its audience counts as none (semantics 11).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? ActiveUntil { get; init; }

    /// <summary>Open periods are withdrawn when the rule is over; otherwise they stay (semantics 11).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool WithdrawsWhenOver { get; init; }

    /// <summary>Learners do not match before their hire date (semantics 11).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool NotBeforeHireDate { get; init; }

    /// <summary>Whether it enrolls nobody on the date, because its audience is none or its last day has passed.</summary>
    public bool IsOver(DateOnly on) => Audience is Audience.None || on > ActiveUntil;
}
