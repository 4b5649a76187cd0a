using System.Globalization;

namespace Enrollment.Queries.Wording.Nights;

/// <summary>The progress of a running night.</summary>
public static class NightProgressText
{
    public static string Waiting(TimeSpan wait) => $"No night is running. Waiting {wait.TotalSeconds:0} s for one to start.";

    public static string NotStarted(TimeSpan wait, DateOnly? last) =>
        $"No night started within {wait.TotalSeconds:0} s. "
        + (last is { } date ? $"The last night was that of {ValueText.Date(date)}. See enrollctl nightly status." : NightText.NoneYet);

    public static string Line(DateOnly date, string batch, string rollover) =>
        $"night of {ValueText.Date(date)}: batch {batch}; rollover {rollover}";

    /// <summary>The state, and the learners and enrollments that are done.</summary>
    public static string Stage(string state, long learners, long enrollments) =>
        $"{NightText.State(state)}, {ValueText.Count(learners, "learner")} and {ValueText.Count(enrollments, "enrollment")} done";

    /// <param name="planned">Null until the phase is planned.</param>
    /// <param name="done">Items that are done.</param>
    /// <param name="failed">Items that failed.</param>
    /// <param name="perSecond">Null while the rate is unknown.</param>
    /// <param name="secondsLeft">Null while the remaining time is unknown.</param>
    public static string Phase(long? planned, long done, long failed, double? perSecond, double? secondsLeft)
    {
        var parts = new List<string> { Done(planned, done) };
        if (perSecond is { } rate)
            parts.Add($"{ValueText.Count((long)Math.Round(rate))} per second");
        if (secondsLeft is > 0 and var seconds)
            parts.Add($"{Duration(seconds)} left");
        if (failed > 0)
            parts.Add($"{ValueText.Count(failed)} failed");
        return ValueText.List(parts, " · ");
    }

    public static string Quiet(double seconds) => $"no progress for {seconds:0} s, is a worker running?";

    private static string Done(long? planned, long done) =>
        planned switch
        {
            null => "not planned yet",
            0 => "nothing to do",
            { } items => $"{ValueText.Count(done)} of {ValueText.Count(items)}",
        };

    private static string Duration(double seconds) =>
        TimeSpan.FromSeconds(Math.Ceiling(seconds)).ToString(seconds < 3_600 ? @"m\:ss" : @"h\:mm\:ss", CultureInfo.InvariantCulture);
}
