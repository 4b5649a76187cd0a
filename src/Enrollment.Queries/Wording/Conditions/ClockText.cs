using Enrollment.Storage.Clock;

namespace Enrollment.Queries.Wording.Conditions;

/// <summary>Two clocks that differ.</summary>
public static class ClockText
{
    public static string Of(ClockDifference difference)
    {
        var ahead = difference.Machine - difference.Database;
        return $"The clock of this machine is {Duration(ahead.Duration())} {(ahead > TimeSpan.Zero ? "ahead of" : "behind")} "
            + $"the database's ({ValueText.Utc(difference.Machine)} and {ValueText.Utc(difference.Database)}). "
            + "No night starts. Synchronize both clocks with NTP.";
    }

    private static string Duration(TimeSpan difference) =>
        difference switch
        {
            { TotalDays: >= 2 } => $"{difference.TotalDays:0} days",
            { TotalHours: >= 2 } => $"{difference.TotalHours:0} hours",
            { TotalMinutes: >= 2 } => $"{difference.TotalMinutes:0} minutes",
            _ => $"{difference.TotalSeconds:0} seconds",
        };
}
