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
    /// <summary>The anchors of an annual rule; null for any other.</summary>
    [JsonIgnore]
    public AnnualCalendar? Annual =>
        Recurrence is Recurrence.Annual && Due is Due.EachYearOn anchor
            ? new AnnualCalendar(anchor.Month, anchor.Day, DaysBeforeDue)
            : null;
}
