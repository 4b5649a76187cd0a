using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Rules;
using Enrollment.Domain.Timelines.Facts;
using Enrollment.Domain.Timelines.Periods;

namespace Enrollment.Domain.Timelines;

/// <summary>
/// What time alone does: open, overdue, take over. Every transition has the date on which it should have happened (semantics 4).
/// </summary>
internal sealed partial class Timeline
{
    private void RollOver(DateOnly to)
    {
        while (Current is { NextTransition: { } on } period && on <= to)
            Pass(period, on);
        _today = _today.Or(to);
    }

    private void Pass(PlannedPeriod period, DateOnly on)
    {
        if (period.Status is PeriodStatus.Scheduled)
            Open(period);
        else if (period.Status is PeriodStatus.Open && period.Requirement is Requirement.Required && period.Due?.AddDays(1) == on)
            MarkOverdue(period);
        else
            TakeOver(period, on);
    }

    private static void Open(PlannedPeriod period)
    {
        period.Status = PeriodStatus.Open;
        period.WasVisible = true;
    }

    private static void MarkOverdue(PlannedPeriod period)
    {
        period.Status = PeriodStatus.Overdue;
        period.OverdueUnder = period.Governing.RuleId;
        period.OverdueSince = period.Due!.Value.AddDays(1);
    }

    /// <summary>
    /// The period is missed and the next annual one is current from that day; the governing source is chosen again (semantics 5.5).
    /// </summary>
    private void TakeOver(PlannedPeriod missed, DateOnly on) => TakeOver(missed, on, missed.NextTakeOver!.Value.Year, minimumDays: 0);

    private void TakeOver(PlannedPeriod missed, DateOnly on, int year, int minimumDays)
    {
        missed.End(PeriodStatus.Missed, on);
        var offers = _sources
            .Values.Select(source =>
                source.RuleId == missed.Governing.RuleId ? DueDateCalculator.TakeOver(missed.Governing, on, year) : DueDateCalculator.TakeOver(source, on)
            )
            .OfType<PeriodCandidate>();
        Open(Plan(PeriodCandidate.Strictest(offers)!, after: null, on, on, minimumDays));
    }

    /// <summary>Take-overs that came while a period was held: only the newest opens, with the run's date (semantics 7).</summary>
    private void CatchUpOnTakeOvers(PlannedPeriod period, SourcesJudged step)
    {
        if (period.NextTakeOver is not { } next || next.On > step.On)
            return;
        var calendar = period.Governing.Terms.Annual!;
        for (var later = next; later.On <= step.On; later = PlannedPeriod.NextTakeOverOf(calendar, later.Year, calendar.Anchor(later.Year)))
            next = later;
        TakeOver(period, step.On, next.Year, step.MinimumDaysToComplete);
    }
}
