using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Rules;
using Enrollment.Domain.Timelines.Facts;
using Enrollment.Domain.Timelines.Periods;

namespace Enrollment.Domain.Timelines;

/// <summary>The batch step: pauses, sources gained and lost, rule edits, in the order of section 7's table.</summary>
internal sealed partial class Timeline
{
    private void Take(SourcesJudged step)
    {
        if (!step.Active)
        {
            Hold(step);
            return;
        }

        if (Current is { Status: PeriodStatus.Paused } paused)
            Release(paused, step);
        ChangeSources(step);
    }

    private void Hold(SourcesJudged step)
    {
        if (Current is not { } period)
        {
            _sources.Clear();
        }
        else if (period.Status is not PeriodStatus.Paused)
        {
            period.PausedAs = period.Status;
            period.PausedFrom = step.ActiveSince;
            period.Status = PeriodStatus.Paused;
        }
    }

    private void Release(PlannedPeriod period, SourcesJudged step)
    {
        if (step.Matches.Count == 0 && !period.WithoutRule && !step.NotAutoEnrolling.Contains(period.Governing.RuleId))
        {
            period.End(PeriodStatus.Withdrawn, step.On);
            return;
        }

        if (period.PausedAs is PeriodStatus.Scheduled)
            ReleaseScheduled(period, step);
        else
            ReleaseVisible(period, step);
    }

    /// <summary>Keeps its dates; when a later annual period would have taken over meanwhile, only the newest opens.</summary>
    private void ReleaseScheduled(PlannedPeriod period, SourcesJudged step)
    {
        period.Status = PeriodStatus.Scheduled;
        CatchUpOnTakeOvers(period, step);
        if (!period.IsCurrent)
            return;
        period.MoveDue(Floor(period.Due, step.On, step.MinimumDaysToComplete));
        period.EnrolledOn = period.EnrolledOn.Or(step.On);
    }

    /// <summary>The due date moves by the days away; the floor applies unless it had passed before.</summary>
    private void ReleaseVisible(PlannedPeriod period, SourcesJudged step)
    {
        var wasLate = period.Due < period.PausedFrom;
        MoveByPause(period, step.ActiveSince);
        if (!wasLate)
            period.MoveDue(Floor(period.Due, step.On, step.MinimumDaysToComplete));
        period.Status = period.PausedAs;
        if (period.Due >= step.On)
            period.Reopen();
        CatchUpOnTakeOvers(period, step);
    }

    /// <summary>Ordinary losses, gains and edits first; then audiences that became none, each a step of its own in the table.</summary>
    private void ChangeSources(SourcesJudged step)
    {
        var before = _sources;
        var matches = step.Matches.ToDictionary(match => match.RuleId.Value, StringComparer.Ordinal);
        var withoutAudience = before
            .Values.Where(source => !matches.ContainsKey(source.RuleId.Value) && step.NotAutoEnrolling.Contains(source.RuleId))
            .ToArray();
        _sources = new(StringComparer.Ordinal);
        foreach (var match in step.Matches)
            _sources[match.RuleId.Value] = new Source(match, EligibleFrom(match.RuleId.Value, before, step));
        foreach (var source in withoutAudience)
            _sources[source.RuleId.Value] = source;
        var changed = _sources
            .Values.Where(source => !before.TryGetValue(source.RuleId.Value, out var known) || !known.Match.AsksTheSameAs(source.Match))
            .ToArray();
        var lost = before.Keys.Any(rule => !_sources.ContainsKey(rule));
        var hadCurrent = Current is not null;
        if (Current is { } period && (changed.Length > 0 || lost))
            Reconsider(period, before, step);
        DropWithoutAudience(withoutAudience, step);
        if (Current is null)
            Begin(changed.Where(source => !(hadCurrent && before.ContainsKey(source.RuleId.Value))).ToArray(), step);
    }

    private DateOnly EligibleFrom(string rule, SortedDictionary<string, Source> before, SourcesJudged step)
    {
        if (before.TryGetValue(rule, out var known))
            return known.EligibleFrom;
        var keepsItsDate =
            Current is { WithoutRule: true } period
            && period.Governing.RuleId.Value == rule
            && _withoutAudience.TryGetValue(rule, out known);
        _withoutAudience.Remove(rule);
        return keepsItsDate ? known!.EligibleFrom : step.EligibleFrom;
    }

    private void DropWithoutAudience(Source[] sources, SourcesJudged step)
    {
        foreach (var source in sources)
        {
            _sources.Remove(source.RuleId.Value);
            _withoutAudience[source.RuleId.Value] = source;
        }

        if (sources.Length == 0 || Current is not { } period || !sources.Any(source => source.RuleId == period.Governing.RuleId))
            return;
        if (StrictestFor(period) is { } offer)
            Switch(period, offer, step);
        else if (period.Status is PeriodStatus.Scheduled)
            period.End(PeriodStatus.Canceled, step.On);
        else
            period.WithoutRule = true;
    }
}
