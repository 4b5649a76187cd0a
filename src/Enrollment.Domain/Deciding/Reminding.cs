using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Rules;
using static Enrollment.Domain.Calendar.DateOrder;

namespace Enrollment.Domain.Deciding;

/// <summary>The reminders of the current period (semantics 11). Moving its due date starts them again.</summary>
internal static class Reminding
{
    /// <summary>The reminder that the rollover up to the date announces. After missed nights it is only the latest.</summary>
    public static IEnumerable<PeriodEvent> UpTo(EnrollmentState state, DateOnly to, Cause cause)
    {
        if (TermsOf(state) is not { } terms || state.Current is not { Due: { } due } period)
            yield break;
        if (Dates(terms, period, due, to).Where(date => date <= to && IsNews(state, period, date)).Max() is not { } on)
            yield break;
        yield return period.Status is PeriodStatus.Overdue
            ? new PeriodStillOverdue
            {
                Cause = cause,
                EffectiveOn = on,
                Period = period,
            }
            : new PeriodDueSoon
            {
                Cause = cause,
                EffectiveOn = on,
                Period = period,
            };
    }

    /// <summary>The next date on which a rollover may have something to announce.</summary>
    public static DateOnly? NextAfter(EnrollmentState state, DateOnly on) =>
        TermsOf(state) is { } terms && state.Current is { Due: { } due } period
            ? Dates(terms, period, due, period.Status is PeriodStatus.Overdue ? on.AddDays(terms.OverdueEveryDays ?? 0) : on)
                .Where(date => date > on)
                .Min()
            : null;

    private static IEnumerable<DateOnly?> Dates(ReminderTerms terms, Period period, DateOnly due, DateOnly to)
    {
        if (period.Status is PeriodStatus.Overdue)
        {
            if (terms.OverdueEveryDays is { } every && to.DayNumber - due.DayNumber >= every)
                yield return due.AddDays((to.DayNumber - due.DayNumber) / every * every);
            yield break;
        }

        if (to > due)
            yield break;
        foreach (var days in terms.DaysBeforeDue)
            yield return due.AddDays(-days);
    }

    /// <summary>Neither announced before, nor older than the due date or the period's visibility.</summary>
    private static bool IsNews(EnrollmentState state, Period period, DateOnly? date) =>
        date >= LaterOf(state.DueSince ?? period.EnrolledOn, period.EnrolledOn) && !(date <= state.RemindedOn);

    /// <summary>Those of the governing rule, as long as it is a source; null while the period is not visible.</summary>
    private static ReminderTerms? TermsOf(EnrollmentState state) =>
        state.Current is { Status: PeriodStatus.Open or PeriodStatus.Overdue } period
            ? state.LastJudged?.Matches.FirstOrDefault(match => match.RuleId == period.RuleId)?.Terms.Reminders
            : null;
}
