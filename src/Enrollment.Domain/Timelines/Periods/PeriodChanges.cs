using System.Collections.Immutable;
using Enrollment.Domain.Enrollments;
using static Enrollment.Domain.Calendar.DateOrder;

namespace Enrollment.Domain.Timelines.Periods;

/// <summary>What time, people, sources and completions do to one period.</summary>
internal static class PeriodChanges
{
    public static PlannedPeriod WithSources(this PlannedPeriod period, ImmutableArray<Source> live) =>
        period with
        {
            Sources = period.Sources.With(live),
        };

    public static PlannedPeriod Open(this PlannedPeriod period) => period with { Status = PeriodStatus.Open, WasVisible = true };

    public static PlannedPeriod BecomeOverdue(this PlannedPeriod period) =>
        period with
        {
            Status = PeriodStatus.Overdue,
            Lateness = new Lateness(period.Due!.Value.AddDays(1), period.Governing.RuleId),
        };

    /// <summary>Open and not late, whatever it was.</summary>
    public static PlannedPeriod Reopen(this PlannedPeriod period) => period with { Status = PeriodStatus.Open, Lateness = null };

    public static PlannedPeriod PauseFrom(this PlannedPeriod period, DateOnly deactivation, DateOnly on) =>
        period with
        {
            Status = PeriodStatus.Paused,
            Pause = new Pause(deactivation, on, period.Status),
        };

    public static PlannedPeriod Resume(this PlannedPeriod period) => period with { Status = period.Pause!.Value.Status, Pause = null };

    /// <summary>The due date of a visible period moves by the days of the pause (semantics 7).</summary>
    public static PlannedPeriod MoveDueByPause(this PlannedPeriod period, DateOnly until)
    {
        if (period.Pause is not { HeldScheduled: false } pause || period.Due is null)
            return period;
        var days = Math.Max(0, until.DayNumber - LaterOf(pause.From, period.EnrolledOn).DayNumber);
        return period with { DuePlan = period.DuePlan.MovedBy(days) };
    }

    public static PlannedPeriod End(this PlannedPeriod period, PeriodStatus status, DateOnly on, ImmutableArray<Source> live) =>
        period with
        {
            Status = status,
            Pause = null,
            WithoutRule = false,
            EndedOn = on,
            Ending = new PeriodEnding(period.Pause?.Status ?? period.Status, live),
        };

    public static PlannedPeriod Miss(this PlannedPeriod period, DateOnly on) =>
        period with
        {
            Status = PeriodStatus.Missed,
            Pause = null,
            EndedOn = on,
        };

    /// <summary>As if it had never ended.</summary>
    public static PlannedPeriod UndoEnd(this PlannedPeriod period) =>
        period with
        {
            Status = period.Ending!.Status,
            EndedOn = null,
            Ending = null,
        };

    /// <summary>A period that was not visible yet gets the date of completion as its enrolled-on date (semantics 5.3).</summary>
    public static PlannedPeriod Complete(this PlannedPeriod period, DateOnly on) =>
        period with
        {
            EnrolledOn = period.WasVisible ? period.EnrolledOn : on,
            WasVisible = true,
            CompletedOn = on,
            Status = on > period.Due ? PeriodStatus.CompletedLate : PeriodStatus.Completed,
            Pause = null,
            Ending = null,
            EndedOn = on,
        };

    /// <summary>A completion from before satisfies the period (semantics 5.4).</summary>
    public static PlannedPeriod Satisfy(this PlannedPeriod period, DateOnly prior, DateOnly enrolledOn, DateOnly on) =>
        period with
        {
            EnrolledOn = enrolledOn,
            CompletedOn = prior,
            Status = PeriodStatus.Satisfied,
            Lateness = null,
            EndedOn = on,
        };

    /// <summary>A later completion is taken as the credited one; annual: k is the period that contains it, if that is later (7).</summary>
    public static PlannedPeriod CreditInstead(this PlannedPeriod done, DateOnly c, Source source) =>
        done with
        {
            CompletedOn = c,
            Status = c > done.Due ? PeriodStatus.CompletedLate : PeriodStatus.Completed,
            Year =
                source.Terms.Annual is { } calendar && done.YearUnder(source.RuleId) is { } k
                    ? Math.Max(k, calendar.Containing(c))
                    : done.Year,
        };

    public static PlannedPeriod EnrollOn(this PlannedPeriod period, DateOnly date) => period with { EnrolledOn = date };

    public static PlannedPeriod EnrollNotBefore(this PlannedPeriod period, DateOnly date) =>
        date > period.EnrolledOn ? period with { EnrolledOn = date } : period;

    public static PlannedPeriod CountFrom(this PlannedPeriod period, DateOnly date) => period with { CountsFrom = date };

    /// <summary>The candidate's source governs; the due date stays.</summary>
    public static PlannedPeriod Follow(this PlannedPeriod period, PeriodCandidate candidate)
    {
        var followed = period with { Governing = candidate.Source, Year = candidate.Year };
        return followed is { Status: PeriodStatus.Overdue, Governing.IsRequired: false } ? followed.Reopen() : followed;
    }

    /// <summary>Due by the candidate; overdue no longer. The dates of an ordered period stay, with the floor (semantics 12).</summary>
    public static PlannedPeriod TakeDue(this PlannedPeriod period, PeriodCandidate candidate, DueFloor floor)
    {
        var due = period.Order is { GivesDates: true }
            ? period.ApplyFloor(floor)
            : period with
            {
                DuePlan = period.DuePlan.Replace(candidate, floor),
                IsInitial = candidate.IsInitial,
            };
        return period.Status is PeriodStatus.Overdue ? due.Reopen() : due;
    }

    public static PlannedPeriod ApplyFloor(this PlannedPeriod period, DueFloor floor) =>
        period with
        {
            DuePlan = period.DuePlan.With(floor),
        };

    public static PlannedPeriod WithYear(this PlannedPeriod period, int? year) => period with { Year = year };

    /// <summary>The governing rule enrolls nobody any more.</summary>
    public static PlannedPeriod LoseRule(this PlannedPeriod period) => period with { WithoutRule = true };

    public static PlannedPeriod RegainRule(this PlannedPeriod period) => period with { WithoutRule = false };

    /// <summary>Due no earlier than the date; open again where that is not before the day of handling (semantics 10).</summary>
    public static PlannedPeriod Extend(this PlannedPeriod period, DateOnly date, DateOnly handledOn)
    {
        var extended = period with { DuePlan = period.DuePlan.ExtendedTo(date) };
        if (extended.Status is not PeriodStatus.Overdue)
            return extended;
        return extended.Due >= handledOn
            ? extended.Reopen()
            : extended with
            {
                Lateness = extended.Lateness!.Value with { Since = extended.Due!.Value.AddDays(1) },
            };
    }
}
