using System.Text.Json.Serialization;

namespace Enrollment.Domain.Rules;

/// <summary>How a due date is found.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Within), "within")]
[JsonDerivedType(typeof(On), "on")]
[JsonDerivedType(typeof(EachYearOn), "eachYearOn")]
public abstract record Due
{
    /// <summary>So many days after the eligibility date, or after the hire date.</summary>
    public sealed record Within(int Days) : Due
    {
        /// <summary>Counted from the hire date, where that is known (semantics 11).</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
        public bool FromHireDate { get; init; }
    }

    /// <summary>On a date.</summary>
    public sealed record On(DateOnly Date) : Due;

    /// <summary>Each year on a month and day.</summary>
    public sealed record EachYearOn(int Month, int Day) : Due;

    /// <summary>
    /// The date for someone eligible from <paramref name="eligible"/> and hired on <paramref name="hiredOn"/>; annual anchors have none of
    /// their own.
    /// </summary>
    public DateOnly? For(DateOnly eligible, DateOnly? hiredOn) =>
        this switch
        {
            Within { FromHireDate: true } within => (hiredOn ?? eligible).AddDays(within.Days),
            Within within => eligible.AddDays(within.Days),
            On on => on.Date,
            _ => null,
        };
}
