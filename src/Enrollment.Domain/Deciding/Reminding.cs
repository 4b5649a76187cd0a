using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Rules;
using static Enrollment.Domain.Calendar.DateOrder;

namespace Enrollment.Domain.Deciding;

/// <summary>
/// The reminders of the current period (semantics 11). They follow from the state alone: a date that was announced, or that lies before the
/// due date, the rule or its reminders were as they are, does not come back.
/// </summary>
internal static class Reminding
{
    /// <summary>The reminder that the rollover up to the date announces. After missed nights it is only the latest.</summary>
    public static IEnumerable<PeriodEvent> UpTo(EnrollmentState state, DateOnly to, Cause cause)
    {
        if (Find(state) is not { } reminders || reminders.LatestUpTo(to) is not { } on)
            yield break;
        var period = state.Current!;
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

    /// <summary>The date of the next reminder. The rollover of that date, or the first one after it, announces it.</summary>
    public static DateOnly? NextDate(EnrollmentState state) => Find(state)?.First;

    /// <summary>Those of the governing rule, as long as it is a source, for a visible period with a due date.</summary>
    private static Reminders? Find(EnrollmentState state)
    {
        if (state.Current is not { Status: PeriodStatus.Open or PeriodStatus.Overdue, Due: { } due } period)
            return null;
        if (state.LastJudged?.RemindersOf(period.RuleId) is not { } terms)
            return null;
        var since = LaterOf(state.RemindersSince ?? period.EnrolledOn, period.EnrolledOn);
        if (state.RemindedOn >= since)
            since = state.RemindedOn.Value.AddDays(1);
        return period.Status is PeriodStatus.Overdue ? new Overdue(due, since, terms) : new DueSoon(due, since, terms);
    }

    private abstract record Reminders(DateOnly Due, DateOnly Since, ReminderTerms Terms)
    {
        public abstract DateOnly? First { get; }

        public abstract DateOnly? LatestUpTo(DateOnly to);
    }

    /// <summary>On so many days before the due date each.</summary>
    private sealed record DueSoon(DateOnly Due, DateOnly Since, ReminderTerms Terms) : Reminders(Due, Since, Terms)
    {
        private IEnumerable<DateOnly?> Dates =>
            Terms.DaysBeforeDue.Select(days => (DateOnly?)Due.AddDays(-days)).Where(date => date >= Since);

        public override DateOnly? First => Dates.Min();

        public override DateOnly? LatestUpTo(DateOnly to) => Dates.Where(date => date <= to).Max();
    }

    /// <summary>Every so many days after the due date.</summary>
    private sealed record Overdue(DateOnly Due, DateOnly Since, ReminderTerms Terms) : Reminders(Due, Since, Terms)
    {
        public override DateOnly? First =>
            Terms.OverdueEveryDays is { } every ? Due.AddDays(Math.Max(1, Rounds(Since, every, up: every - 1)) * every) : null;

        public override DateOnly? LatestUpTo(DateOnly to) =>
            Terms.OverdueEveryDays is { } every && First <= to ? Due.AddDays(Rounds(to, every, up: 0) * every) : null;

        private int Rounds(DateOnly date, int every, int up) => (date.DayNumber - Due.DayNumber + up) / every;
    }
}
