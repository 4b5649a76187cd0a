using System.Text.Json.Serialization;

namespace Enrollment.Domain.Rules;

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
