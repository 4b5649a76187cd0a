namespace Enrollment.Queries.Wording.Rules;

/// <summary>A save of a rule: who and when, since when it is in force, and what it changed.</summary>
public static class RuleSaveText
{
    public const string Equal = "The two versions are equal.";

    public static string Saved(DateTimeOffset at, string? by, TimeZoneInfo zone) =>
        $"saved {ValueText.Instant(at, zone)}{(by is null ? "" : $" by {by}")}";

    /// <param name="isLast">Whether no later save replaces it.</param>
    /// <param name="firstNight">The first night that used it; null when none has.</param>
    public static string InForce(bool isLast, DateOnly? firstNight) =>
        (isLast, firstNight) switch
        {
            (true, { } night) => $"in force since the night of {ValueText.Date(night)}",
            (true, null) => "in force from the next night",
            (false, { } night) => $"was in force from the night of {ValueText.Date(night)}",
            (false, null) => "was never in force",
        };

    public static string Changed(RuleDifference difference) => $"{difference.Field}: was {difference.Before}, now {difference.After}";
}
