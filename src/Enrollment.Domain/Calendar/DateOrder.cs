namespace Enrollment.Domain.Calendar;

/// <summary>Picks one of two dates.</summary>
internal static class DateOrder
{
    public static DateOnly LaterOf(DateOnly date, DateOnly other) => date > other ? date : other;

    public static DateOnly EarlierOf(DateOnly date, DateOnly other) => date < other ? date : other;

    /// <summary>No date is the latest.</summary>
    public static DateOnly? EarlierOf(DateOnly? date, DateOnly? other) => date is null || other < date ? other : date;
}
