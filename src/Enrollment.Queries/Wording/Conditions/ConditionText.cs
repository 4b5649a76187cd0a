namespace Enrollment.Queries.Wording.Conditions;

/// <summary>A condition and the check of it.</summary>
public static class ConditionText
{
    public const string NotCheckedYet = "The condition has not been checked yet.";

    public static string Line(string name, string sentence) => $"{name}: {sentence}";

    public static string NotChecked(string why) => $"The condition could not be checked: {ValueText.Clause(why)}.";

    public static string NotCheckedInTime(TimeSpan limit) => $"The condition could not be checked within {limit.TotalSeconds:0} s.";
}
