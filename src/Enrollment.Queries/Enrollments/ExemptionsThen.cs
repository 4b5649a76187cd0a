using Enrollment.Domain.Calendar;
using Enrollment.Domain.Deciding;
using Enrollment.Domain.Enrollments;

namespace Enrollment.Queries.Enrollments;

/// <summary>The exemptions in force on a date, by the facts that had occurred by its end (semantics 10).</summary>
internal static class ExemptionsThen
{
    public static IReadOnlyList<ExemptionRecorded> Of(EnrollmentState then, DateOnly on, BusinessCalendar calendar) =>
        [
            .. then
                .Facts.OfType<ExemptionRecorded>()
                .Where(exemption => calendar.DateOf(exemption.OccurredAt) <= on)
                .GroupBy(exemption => exemption.ExemptionId)
                .Select(facts => facts.OrderBy(fact => fact.OccurredAt).ThenBy(fact => fact.Cause.MessageId, StringComparer.Ordinal).Last())
                .Where(latest => latest.IsInForce(on))
                .OrderBy(exemption => exemption.From),
        ];
}
