using System.Text.Json.Serialization;

namespace Enrollment.Contracts;

/// <summary>A rule was saved. For each rule the largest version wins, whenever it was saved; takes effect in the next run.</summary>
public sealed record AutoEnrollmentRuleSaved : Fact
{
    /// <summary>Who saved it, for auditors.</summary>
    public string? SavedBy { get; init; }

    /// <summary>The rule's id.</summary>
    public required string RuleId { get; init; }

    /// <summary>The activity people are enrolled in; several rules may name one activity.</summary>
    public required string ActivityId { get; init; }

    /// <summary>From 1; grows with every save.</summary>
    public required int Version { get; init; }

    /// <summary>Who is enrolled.</summary>
    public required Audience Audience { get; init; }

    /// <summary>Only learners hired later than this date; an unknown hire date does not match.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? HiredAfter { get; init; }

    /// <summary>Carried to every enrollment the rule causes.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Reason { get; init; }

    /// <summary>Whether the training is owed or offered.</summary>
    public required Requirement Requirement { get; init; }

    /// <summary>How often the obligation comes back.</summary>
    public required Recurrence Recurrence { get; init; }

    /// <summary>When it is due; absent for no due date.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Due? Due { get; init; }

    /// <summary>The due date of the first period of an annual or custom rule: <c>within</c> or <c>on</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Due? InitialDue { get; init; }

    /// <summary>How many days before the due date the period becomes visible; absent for at once.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? EnrolledOnDaysBeforeDue { get; init; }

    /// <summary>What completions from before the enrollment count for.</summary>
    public PriorCompletions PriorCompletions { get; init; } = new PriorCompletions.Honor();
}
