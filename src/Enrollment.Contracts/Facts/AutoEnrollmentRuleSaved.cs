using System.Text.Json.Serialization;

namespace Enrollment.Contracts;

/// <summary>
/// A rule was saved, as a whole (semantics 3). Of each rule the largest version wins, whenever it was saved (semantics 2). A save takes
/// effect in the next run (semantics 4).
/// </summary>
public sealed record AutoEnrollmentRuleSaved : Fact
{
    /// <summary>The id of the person who saved the rule, for auditors; null where it is not known.</summary>
    public string? SavedBy { get; init; }

    /// <summary>The rule's id.</summary>
    public required string RuleId { get; init; }

    /// <summary>The id of the activity that learners are enrolled in. Several rules may name one activity (semantics 6).</summary>
    public required string ActivityId { get; init; }

    /// <summary>A number from 1 that grows with every save.</summary>
    public required int Version { get; init; }

    /// <summary>The learners whom the rule enrolls, as long as they are active (semantics 3, matching).</summary>
    public required Audience Audience { get; init; }

    /// <summary>
    /// Restricts the audience to learners hired later than this date; null for no restriction. A learner without a hire date does not
    /// match (semantics 3, matching).
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? HiredAfter { get; init; }

    /// <summary>Text for learners and auditors, carried to every enrollment that the rule causes; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Reason { get; init; }

    /// <summary>Whether the rule requires the activity or recommends it.</summary>
    public required Requirement Requirement { get; init; }

    /// <summary>Whether and when a next period follows a completed one (semantics 5.2).</summary>
    public required Recurrence Recurrence { get; init; }

    /// <summary>
    /// How the due date is computed; null for none (semantics 5.1). An annual rule needs <see cref="Due.EachYearOn"/>, which no other
    /// rule may have.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Due? Due { get; init; }

    /// <summary>
    /// How the due date of the first period of an annual or custom rule is computed, where it differs: <see cref="Due.Within"/> or
    /// <see cref="Due.On"/>; null where it does not differ (semantics 5.1).
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Due? InitialDue { get; init; }

    /// <summary>
    /// The number of days before the due date on which a period becomes visible, from 0 and smaller than the shortest possible interval
    /// of the rule; null for visible at once (semantics 5.1, 5.2).
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? EnrolledOnDaysBeforeDue { get; init; }

    /// <summary>Which completions from before the enrollment count (semantics 5.4).</summary>
    public PriorCompletions PriorCompletions { get; init; } = new PriorCompletions.Honor();

    /// <summary>The first business date on which the rule matches anybody; null for no restriction (semantics 11).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? ActiveFrom { get; init; }

    /// <summary>The last business date before the audience counts as none; null for no end (semantics 11).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? ActiveUntil { get; init; }

    /// <summary>What becomes of open periods when the rule is over (semantics 11).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public WhenOver WhenOver { get; init; }

    /// <summary>Whether learners do not match before their hire date (semantics 11).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool NotBeforeHireDate { get; init; }

    /// <summary>Ids of up to 20 activities whose completions are completions of this one, too; null for none (semantics 11).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? AlsoCompletedBy { get; init; }

    /// <summary>What is asked of a learner who was hired again (semantics 11).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public WhenHiredAgain WhenHiredAgain { get; init; }

    /// <summary>When learners are reminded; null for never (semantics 11).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Reminders? Reminders { get; init; }
}
