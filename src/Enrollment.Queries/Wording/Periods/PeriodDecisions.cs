using Enrollment.Domain.Deciding;
using Enrollment.Domain.Enrollments;
using Enrollment.Queries.Wording.Decisions;
using Enrollment.Queries.Wording.Rules;

namespace Enrollment.Queries.Wording.Periods;

/// <summary>What decisions of people and the hire date brought about for a period, from the facts of its enrollment.</summary>
internal static class PeriodDecisions
{
    public static IEnumerable<string> Of(Period period, EnrollmentState then) =>
        [.. HireDate(period, then), .. Order(period, then), .. Extension(period, then), .. Exemptions(period, then)];

    /// <summary>Where the due date of a first period counts from the hire date (semantics 11).</summary>
    private static IEnumerable<string> HireDate(Period period, EnrollmentState then)
    {
        var step = then.Facts.OfType<SourcesJudged>().LastOrDefault(step => step.Matches.Any(match => CountsFromHireDate(match, period)));
        if (step is null || period.Origin is not PeriodOrigin.Eligibility)
            return [];
        return [step.HiredOn is { } hired ? $"days count from the hire date {ValueText.Date(hired)}" : TermsText.HireDateUnknown];
    }

    private static bool CountsFromHireDate(Domain.Rules.Match match, Period period) =>
        match.RuleId == period.RuleId && match.Version == period.RuleVersion && match.Terms.CountsFromHireDate;

    private static IEnumerable<string> Order(Period period, EnrollmentState then) =>
        then
            .Facts.OfType<SourcesJudged>()
            .SelectMany(step => step.Orders ?? [])
            .Where(order => order.Id == period.OrderId)
            .Select(DecisionText.Of);

    /// <summary>A pause moves the bound, so it can lie after the date that was decided.</summary>
    private static IEnumerable<string> Extension(Period period, EnrollmentState then) =>
        then
            .Facts.OfType<DueDateExtended>()
            .Where(extended => extended.Due <= period.ExtendedTo)
            .OrderBy(extended => extended.Due)
            .TakeLast(1)
            .Select(DecisionText.Of);

    private static IEnumerable<string> Exemptions(Period period, EnrollmentState then) =>
        period is { Status: PeriodStatus.Exempted, EndedOn: { } on }
            ? then
                .Facts.OfType<ExemptionRecorded>()
                .Where(exemption => exemption.IsInForce(on))
                .GroupBy(exemption => exemption.ExemptionId)
                .Select(exemption => $"ended by {DecisionText.Of(exemption.Last())}")
            : [];
}
