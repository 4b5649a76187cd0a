using System.Globalization;
using Enrollment.Cli.Output;
using Enrollment.Cli.Output.Formatting;
using Enrollment.Queries.Enrollments;

namespace Enrollment.Cli.AsOf;

/// <summary>Enrollments as comma-separated lines (RFC 4180).</summary>
internal static class RosterCsv
{
    public static void WriteHeader() =>
        Printer.WriteCsvLine(
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

    public static void WriteRow(EnrollmentView row) =>
        Printer.WriteCsvLine(
            row.ActivityId,
            row.UserId,
            Format.Name(row.Status),
            Format.Name(row.Requirement),
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
