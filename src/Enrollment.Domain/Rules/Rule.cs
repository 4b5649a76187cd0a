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
);
