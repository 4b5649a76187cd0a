using System.Globalization;
using Enrollment.Cli.Output;
using Enrollment.Queries.Enrollments;

namespace Enrollment.Cli.Past;

/// <summary>Enrollments as comma-separated lines (RFC 4180).</summary>
internal static class WhoRows
{
    public static void Head() =>
        Printer.CsvLine(
            "activityId",
            "userId",
            "status",
            "requirement",
            "enrolledOn",
            "due",
            "countsFrom",
            "completedOn",
            "overdueSince",
            "ruleId",
            "ruleVersion"
        );

    public static void Line(EnrollmentView row) =>
        Printer.CsvLine(
            row.ActivityId,
            row.UserId,
            Words.Name(row.Status),
            Words.Name(row.Requirement),
            Date(row.EnrolledOn),
            Date(row.Due),
            Date(row.CountsFrom),
            Date(row.CompletedOn),
            Date(row.OverdueSince),
            row.RuleId,
            row.RuleVersion.ToString(CultureInfo.InvariantCulture)
        );

    private static string Date(DateOnly? date) => date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}
