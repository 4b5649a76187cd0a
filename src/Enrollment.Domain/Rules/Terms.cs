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

/// <summary>Whether the training is owed or offered. Required sorts before recommended (semantics 6).</summary>
public enum Requirement
{
    /// <summary>Owed: overdue the day after its due date.</summary>
    Required,

    /// <summary>Offered: never overdue.</summary>
    Recommended,
}

/// <summary>How often the obligation comes back.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(OneTime), "oneTime")]
[JsonDerivedType(typeof(Annual), "annual")]
[JsonDerivedType(typeof(Custom), "custom")]
public abstract record Recurrence
{
    /// <summary>Once.</summary>
    public sealed record OneTime : Recurrence;

    /// <summary>Each year, ending on the rule's month and day.</summary>
    public sealed record Annual(Interval? MinimumGap = null) : Recurrence;

    /// <summary>At an interval, counted from the completion or from the previous due date.</summary>
    public sealed record Custom(Interval Every, bool FromPreviousDue = false) : Recurrence;
}

/// <summary>How a due date is found.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Within), "within")]
[JsonDerivedType(typeof(On), "on")]
[JsonDerivedType(typeof(EachYearOn), "eachYearOn")]
public abstract record Due
{
    /// <summary>So many days after the eligibility date.</summary>
    public sealed record Within(int Days) : Due;

    /// <summary>On a date.</summary>
    public sealed record On(DateOnly Date) : Due;

    /// <summary>Each year on a month and day.</summary>
    public sealed record EachYearOn(int Month, int Day) : Due;

    /// <summary>The date for someone eligible from <paramref name="eligible"/>; annual anchors have none of their own.</summary>
    public DateOnly? For(DateOnly eligible) =>
        this switch
        {
            Within within => eligible.AddDays(within.Days),
            On on => on.Date,
            _ => null,
        };
}

/// <summary>What completions from before the enrollment count for (semantics 5.4); honored when a rule does not say.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Honor), "honor")]
[JsonDerivedType(typeof(Ignore), "ignore")]
[JsonDerivedType(typeof(LookBackDays), "lookBackDays")]
public abstract record PriorCompletions
{
    /// <summary>They count where they still hold.</summary>
    public sealed record Honor : PriorCompletions;

    /// <summary>None counts.</summary>
    public sealed record Ignore : PriorCompletions;

    /// <summary>As honored, but only those of the last so many days.</summary>
    public sealed record LookBackDays(int Days) : PriorCompletions;
}
