using Enrollment.Domain.Enrollments;

namespace Enrollment.Queries.Wording.Periods;

/// <summary>The state of an enrollment on a date.</summary>
public static class EnrollmentText
{
    public const string NotEnrolled = "not enrolled";

    public const string NoPeriodYet = "no period yet";

    public const string Nobody = "nobody";

    /// <summary>The date of an answer, and the time up to which records were used; null for all of them.</summary>
    public static string AsOf(DateOnly date, DateTimeOffset? knownAt, TimeZoneInfo zone) =>
        $"on {ValueText.Date(date)}{(knownAt is { } at ? $", as recorded up to {ValueText.Instant(at, zone)}" : "")}";

    public static string WasNotEnrolled(string learner, string? activity, string asOf) =>
        $"{learner} was not enrolled{(activity is null ? "" : $" in {activity}")} {asOf}. {Reason(learner, activity)}";

    public static string WasNeverEnrolled(string learner, string activity) =>
        $"{learner} was never enrolled in {activity}. {Reason(learner, activity)}";

    /// <summary>How many enrollments have each status.</summary>
    public static string Counts(IReadOnlyDictionary<PeriodStatus, long> counts)
    {
        var all = counts.Values.Sum();
        var parts = counts.OrderBy(count => count.Key).Select(count => $"{ValueText.Count(count.Value)} {PeriodText.Of(count.Key)}");
        return all == 0 ? "no enrollment" : $"{ValueText.Count(all, "enrollment")} ({ValueText.List(parts)})";
    }

    /// <summary>What the deactivation of a learner brings about.</summary>
    /// <param name="learner">The learner.</param>
    /// <param name="at">The instant, in the organization's time zone.</param>
    /// <param name="night">The next night.</param>
    /// <param name="counts">The learner's enrollments.</param>
    public static string BecomesInactive(string learner, string at, DateOnly night, string counts) =>
        $"{learner} becomes inactive at {at}. The night of {ValueText.Date(night)} pauses {counts}. "
        + "While an enrollment is paused, no period opens, becomes overdue or changes its rule.";

    public static string NoData(string learner) => $"There is no data about {learner}. Check the id.";

    private static string Reason(string learner, string? activity) =>
        $"For the reason: enrollctl explain {learner} {activity ?? "ACTIVITY"}";
}
