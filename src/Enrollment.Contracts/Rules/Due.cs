using System.Text.Json.Serialization;

namespace Enrollment.Contracts;

/// <summary>How a due date is found.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Within), "within")]
[JsonDerivedType(typeof(On), "on")]
[JsonDerivedType(typeof(EachYearOn), "eachYearOn")]
public abstract record Due
{
    /// <summary>So many days (from 0) after the eligibility date.</summary>
    public sealed record Within(int Days) : Due;

    /// <summary>On a calendar date.</summary>
    public sealed record On(DateOnly Date) : Due;

    /// <summary>Each year on a month and day, as <c>MM-dd</c>; 02-29 falls on 28 February in common years.</summary>
    public sealed record EachYearOn(string MonthDay) : Due;
}
