namespace Enrollment.Domain.Rules;

/// <summary>The successive anchors of an annual rule; a period is named by the year of its anchor (semantics 5).</summary>
public sealed record AnnualCalendar(int Month, int Day, int? DaysBeforeDue)
{
    /// <summary>D(k). 29 February falls on 28 February in common years.</summary>
    public DateOnly Anchor(int year) => new(year, Month, Math.Min(Day, DateTime.DaysInMonth(year, Month)));

    /// <summary>T(k): from this date on, training is training for period k.</summary>
    public DateOnly TakeOver(int year) => Anchor(year).AddDays(-(DaysBeforeDue ?? HalfTheYearBefore(year)));

    /// <summary>The first period whose anchor is not before the date.</summary>
    public int FirstEndingOnOrAfter(DateOnly date) => Anchor(date.Year) >= date ? date.Year : date.Year + 1;

    /// <summary>The period that contains the date: after D(k − 1), up to D(k).</summary>
    public int Containing(DateOnly date) => FirstEndingOnOrAfter(date);

    private int HalfTheYearBefore(int year) => (Anchor(year).DayNumber - Anchor(year - 1).DayNumber) / 2;
}
