using System.Text.Json.Serialization;

namespace Enrollment.Contracts;

/// <summary>
/// How a due date is computed (semantics 5.1). The due date is the last calendar day, in the organization's time zone, on which a
/// completion is on time.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Within), "within")]
[JsonDerivedType(typeof(On), "on")]
[JsonDerivedType(typeof(EachYearOn), "eachYearOn")]
public abstract record Due
{
    /// <summary>A number of days after the eligibility date, or after the hire date.</summary>
    /// <param name="Days">Days, from 0 to 36,500.</param>
    public sealed record Within(int Days) : Due
    {
        /// <summary>The date from which they are counted (semantics 11).</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
        public DueFrom From { get; init; }
    }

    /// <summary>A calendar date.</summary>
    /// <param name="Date">The due date.</param>
    public sealed record On(DateOnly Date) : Due;

    /// <summary>A month and day of each year, for annual rules (semantics 5).</summary>
    /// <param name="MonthDay">Month and day as <c>MM-dd</c>. <c>02-29</c> means 28 February in common years.</param>
    public sealed record EachYearOn(string MonthDay) : Due;
}
