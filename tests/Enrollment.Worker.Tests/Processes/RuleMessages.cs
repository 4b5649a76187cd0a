using Enrollment.TestKit;

namespace Enrollment.Worker.Tests.Processes;

/// <summary>Rules as a publisher sends them, saved before the first night.</summary>
internal static class RuleMessages
{
    public const string Newcomers = "newcomers";

    /// <summary>Everybody is enrolled in the first night.</summary>
    public static readonly Saved Safety = Save(
        "safety-for-all",
        "safety",
        """ "audience":{"kind":"entireCompany"},"due":{"kind":"within","days":30} """
    );

    /// <summary>Everybody is scheduled in the first night; in the second it opens.</summary>
    public static readonly Saved Scheduled = Save(
        "scheduled-for-all",
        "scheduled",
        $$""" "audience":{"kind":"entireCompany"},"due":"""
            + $$"""{"kind":"on","date":"{{NightQueries.Second.AddDays(10):yyyy-MM-dd}}"},"enrolledOnDaysBeforeDue":10 """
    );

    /// <summary>Enrolls into an activity of its own whoever joins the newcomers.</summary>
    public static readonly Saved Welcome = Save("welcome-for-newcomers", "welcome", Joining(days: 10));

    /// <summary>Meets <see cref="Safety"/> in one enrollment.</summary>
    public static readonly Saved SafetyForNewcomers = Save("safety-for-newcomers", "safety", Joining(days: 10));

    /// <summary>Whoever joins the newcomers before the first night is scheduled; in the second it opens.</summary>
    public static readonly Saved ScheduledForNewcomers = Save(
        "scheduled-for-newcomers",
        "scheduled",
        $$""" "audience":{"kind":"groups","groupIds":["{{Newcomers}}"]},"due":"""
            + $$"""{"kind":"on","date":"{{NightQueries.Second.AddDays(10):yyyy-MM-dd}}"},"enrolledOnDaysBeforeDue":10 """
    );

    public static string Join(int number, string origin = "userInterface") =>
        $$"""{"messageId":"join-{{number}}","occurredAt":"2026-05-01T11:00:00Z","userId":"{{LearnerSeeder.Id(number)}}","joined":"""
        + $$"""["{{Newcomers}}"],"origin":"{{origin}}"}""";

    private static string Joining(int days) =>
        $$""" "audience":{"kind":"groups","groupIds":["{{Newcomers}}"]},"due":{"kind":"within","days":{{days}}} """;

    private static Saved Save(string rule, string activity, string members) =>
        new(
            rule,
            $$"""
            {"messageId":"{{rule}}-1","occurredAt":"2026-05-01T09:00:00Z","savedBy":"admin","ruleId":"{{rule}}","activityId":"{{activity}}",
             "version":1,"requirement":"required","recurrence":{"kind":"oneTime"},{{members}}}
            """
        );

    internal sealed record Saved(string RuleId, string Json);
}
