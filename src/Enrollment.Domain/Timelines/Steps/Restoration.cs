using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Timelines;
using Enrollment.Domain.Timelines.Facts;
using Enrollment.Domain.Timelines.Periods;
using static Enrollment.Domain.Calendar.DateOrder;

namespace Enrollment.Domain.Timelines.Steps;

/// <summary>A source is regained after a withdrawal or an exemption (semantics 7, 10).</summary>
internal static class Restoration
{
    /// <summary>The sources that give something for the period. The one that governed it goes on with the e it had.</summary>
    public static IReadOnlyList<Source> Returning(PlannedPeriod ended, IEnumerable<Source> gained) =>
        [
            .. gained
                .Select(source =>
                    source.RuleId == ended.Governing.RuleId ? source with { EligibleFrom = ended.Governing.EligibleFrom } : source
                )
                .Where(source => DueDateCalculator.For(ended, source) is not null),
        ];

    /// <summary>
    /// The completions since the period ended count as 5.3 counts them: the first completes the period under the rules it had, each later
    /// one the period that 5.2 gives after it. The timeline ends with the last that was completed; null where none counts.
    /// </summary>
    public static Timeline? CountSince(Timeline timeline, PlannedPeriod ended, KnownCompletions known, CompletionOutcome outcome)
    {
        var (result, period, credited, days) = ((Timeline?)null, ended, timeline.Credited(), known.All);
        for (var i = KnownCompletions.IndexFrom(days, LaterOf(ended.EndedOn!.Value, ended.CountsFrom)); i < days.Count; i++)
        {
            var day = days[i];
            if (day.On < period.CountsFrom || credited.Contains(day.On) || !timeline.Sources.Count(day))
                continue;
            if (day.On >= period.NextTakeOver?.On)
                break;
            var completed = period.Complete(day.On);
            outcome.NoteCounted(day.On, completed);
            result = result is null ? timeline.WithLast(completed) : result.Add(completed);
            if (NextPeriodPlanner.AfterCompletion(completed, ended.Ending!.Sources, DueFloor.None) is not { } next)
                break;
            period = next;
        }

        return result;
    }

    /// <summary>An annual period that the next one would have taken over stays withdrawn.</summary>
    public static bool ItsTimeIsOver(PlannedPeriod ended, SourcesJudged step) => ended.NextTakeOver?.On <= step.On;

    /// <summary>
    /// The same period is current again. The rules that came back compete for it. The one that governed it keeps the due date, with the
    /// floor unless that had passed before the withdrawal; another takes over as in section 6.
    /// </summary>
    public static Timeline Restore(Timeline timeline, PlannedPeriod ended, IReadOnlyList<Source> returning, SourcesJudged step)
    {
        foreach (var source in returning.Where(source => source.RuleId == ended.Governing.RuleId))
            timeline = timeline.With(timeline.Sources.Replace(source));
        var governing = new GoverningSource(timeline.Sources, step);
        var winner = governing.StrictestFor(ended, returning)!;
        var back = Back(ended, step).WithSources(timeline.Sources.Live);
        var restored = winner.Source.RuleId == ended.Governing.RuleId ? Keep(back, ended, winner, step) : governing.Switch(back, winner);
        return timeline.WithLast(restored.IsScheduled ? restored.EnrollNotBefore(step.EligibleFrom) : restored);
    }

    /// <summary>Lateness survives a withdrawal, but not an exemption.</summary>
    private static PlannedPeriod Back(PlannedPeriod ended, SourcesJudged step)
    {
        var back = ended.UndoEnd();
        if (!back.WasVisible)
            return back with { Status = PeriodStatus.Scheduled };
        if (ended.Status is PeriodStatus.Exempted)
            return back.ApplyFloor(DueFloor.Of(step)).Reopen() with { MarkedSince = null };
        return back with { MarkedSince = back.Lateness?.Since ?? back.MarkedSince };
    }

    private static PlannedPeriod Keep(PlannedPeriod back, PlannedPeriod ended, PeriodCandidate winner, SourcesJudged step)
    {
        var year = winner.Source.Terms.Annual is { } calendar ? ended.Year ?? calendar.FirstEndingOnOrAfter(step.On) : (int?)null;
        var kept = (back with { DuePlan = back.DuePlan with { From = winner.Source.RuleId } }).Follow(winner).WithYear(year);
        var hadPassed = ended.Due < ended.EndedOn && ended.Status is PeriodStatus.Withdrawn;
        if (hadPassed)
            return kept;
        kept = kept.ApplyFloor(DueFloor.Of(step));
        return kept.Status is PeriodStatus.Overdue ? kept.Reopen() : kept;
    }
}
