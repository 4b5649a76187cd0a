namespace Enrollment.Queries.Wording.Rules;

/// <summary>What saving or ending a rule would change.</summary>
public static class RulePreviewText
{
    public const string NotInForce =
        "The night would not use this save: a larger version or a later save of this version is stored, "
        + "or the save is later than the night.";

    public const string NextDueDates =
        "Next due dates assume that nothing else changes and that each period is completed on its due date. "
        + "Overdue periods are assumed to be completed in this night.";

    public static string Title(int version, DateOnly night, string activity) =>
        $"version {version}, if saved now, in the night of {ValueText.Date(night)} ({activity})";

    public static string Undecided(string learner) => $"{learner} is undecided, because the hire date is unknown.";

    public static string Running(DateOnly night) =>
        $"The night of {ValueText.Date(night)} is running. Preview the rule when it is finished (enrollctl nightly status).";

    public static string Missed(DateOnly night) =>
        $"The night of {ValueText.Date(night)} is due and has not run. The preview uses the state before that night.";

    /// <summary>What ending a rule brings about.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="version">The version that enrolls nobody.</param>
    /// <param name="at">The instant, in the organization's time zone.</param>
    /// <param name="night">The next night.</param>
    /// <param name="counts">The rule's enrollments.</param>
    /// <param name="withdraws">Whether it withdraws open periods when it is over (semantics 11).</param>
    public static string Ended(string rule, int version, string at, DateOnly night, string counts, bool withdraws) =>
        $"Version {version} of {rule} enrolls nobody after {at}. The rule has {counts}. "
        + $"The night of {ValueText.Date(night)} cancels scheduled periods"
        + (withdraws ? " and withdraws open ones. " : ". Open periods stay as they are and get no next period. ")
        + "Enrollments that another rule requires continue under that rule.";
}
