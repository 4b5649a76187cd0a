namespace Enrollment.Domain.Tests.Stories;

/// <summary>
/// The words a test begins with. Unless a test says otherwise there are one learner <c>u</c>, one activity <c>a</c>, a run every night at
/// 02:00 UTC, and a fact
/// "on" a date is known to that date's run. So with everything on its default the eligibility date e is 1 May 2026.
/// </summary>
internal static class Story
{
    public const string Start = "2026-05-01";

    /// <summary>An organization with the one learner.</summary>
    public static Organization Organization(int minimumDays = 0, string zone = "UTC", int shortAbsence = 0) =>
        new Organization(minimumDays, zone, shortAbsence).Created();

    /// <summary>An organization whose learner is still to come.</summary>
    public static Organization EmptyOrganization(int minimumDays = 0, string zone = "UTC") => new(minimumDays, zone);

    public static RuleText OneTime(string id = "r") => new(id, new() { ["kind"] = "oneTime" });

    public static RuleText Annual(string monthDay, string id = "r") =>
        new RuleText(id, new() { ["kind"] = "annual" }).Due(new() { ["kind"] = "eachYearOn", ["monthDay"] = monthDay });

    public static RuleText Every(int count, string unit, string id = "r") =>
        new(id, new() { ["kind"] = "custom", ["every"] = RuleText.Interval(count, unit) });
}
