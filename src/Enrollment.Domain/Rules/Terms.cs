using System.Text.Json.Serialization;

namespace Enrollment.Domain.Rules;

/// <summary>What a rule asks of those it matches (semantics 3); everything dates are computed from.</summary>
public sealed record Terms(
    Requirement Requirement,
    Recurrence Recurrence,
    Due? Due = null,
    Due? InitialDue = null,
    int? DaysBeforeDue = null,
    PriorCompletions? PriorCompletions = null
)
{
    /// <summary>Activities whose completions are completions of this one, too; null for none (semantics 11).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ValueList<ActivityId>? AlsoCompletedBy { get; init; }

    /// <summary>A learner who was hired again begins again (semantics 11).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool BeginsAgainWhenHiredAgain { get; init; }

    /// <summary>When learners are reminded; null for never (semantics 11).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ReminderTerms? Reminders { get; init; }

    /// <summary>Whether a due date counts from the hire date.</summary>
    [JsonIgnore]
    public bool CountsFromHireDate => Due is Due.Within { FromHireDate: true } || InitialDue is Due.Within { FromHireDate: true };

    /// <summary>Whether a completion of the activity is one of the rule's activity.</summary>
    public bool IsCompletedBy(ActivityId activity) => AlsoCompletedBy is { } others && others.Contains(activity);

    /// <summary>The anchors of an annual rule; null for any other.</summary>
    [JsonIgnore]
    public AnnualCalendar? Annual =>
        Recurrence is Recurrence.Annual && Due is Due.EachYearOn anchor
            ? new AnnualCalendar(anchor.Month, anchor.Day, DaysBeforeDue)
            : null;
}
