using System.Globalization;
using Enrollment.Domain.Deciding;
using Enrollment.Domain.Enrollments;

namespace Enrollment.Chaos.Judging;

/// <summary>A row of the read model as text, from the table and from the folded stream alike.</summary>
internal static class StoredRows
{
    public const string Query = """
        select concat_ws('|', version, coalesce(period::text, '-'), lower(coalesce(status, '-')), coalesce(due::text, '-'),
            coalesce(counts_from::text, '-'), coalesce(completed_on::text, '-'), coalesce(overdue_since::text, '-'),
            coalesce(rule_id, '-'), coalesce(rule_version::text, '-'), coalesce(next_transition_on::text, '-'))
          || ' enrollment/' || activity_id || '/' || learner_id
        from enrollment.enrollment
        """;

    public static string Of(EnrollmentState state, long version)
    {
        var period = state.Periods.LastOrDefault();
        string?[] cells =
        [
            version.ToString(CultureInfo.InvariantCulture),
            period?.Number.ToString(CultureInfo.InvariantCulture),
            period?.Status.ToString().ToLowerInvariant(),
            Text(period?.Due),
            Text(period?.CountsFrom),
            Text(period?.CompletedOn),
            Text(state.OverdueSince),
            period?.RuleId.Value,
            period?.RuleVersion.ToString(CultureInfo.InvariantCulture),
            Text(state.NextDate),
        ];
        return string.Join('|', cells.Select(cell => cell ?? "-"));
    }

    private static string? Text(DateOnly? date) => date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
