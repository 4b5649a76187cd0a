namespace Enrollment.Domain.Enrollments;

/// <summary>Which period a completion counts for (semantics 5.3).</summary>
internal sealed partial class Timeline
{
    private void Complete(DateOnly c)
    {
        if (_completions.Contains(c))
            return;
        _completions.Add(c);
        _completions.Sort();
        if (Current is not { } period)
            _outcomes[c] = "recorded; no period was current";
        else if (c < period.CountsFrom)
            _outcomes[c] = $"recorded; completions count for the current period from {period.CountsFrom:yyyy-MM-dd}";
        else
            Credit(period, c);
    }

    private void Credit(PlannedPeriod period, DateOnly c)
    {
        var paused = period.Status is PeriodStatus.Paused;
        if (paused)
            MoveByPause(period, c);
        if (period.Status is PeriodStatus.Scheduled || (paused && period.PausedAs is PeriodStatus.Scheduled))
            period.EnrolledOn = c;
        Finish(period, c);
        if (paused)
            _sources.Clear();
        else
            PlanNext(period, step: null);
    }

    private void Finish(PlannedPeriod period, DateOnly c)
    {
        period.WasVisible = true;
        period.CompletedOn = c;
        period.End(period.Due is { } due && c > due ? PeriodStatus.CompletedLate : PeriodStatus.Completed, c);
        _counted.Add(c);
        _outcomes[c] = $"counted for the period of {period.EnrolledOn:yyyy-MM-dd}, due {period.Due?.ToString("yyyy-MM-dd", null) ?? "never"}";
    }

    /// <summary>The due date of a visible period moves by the days it was held (semantics 7).</summary>
    private static void MoveByPause(PlannedPeriod period, DateOnly until)
    {
        if (period.PausedAs is PeriodStatus.Scheduled || period.Due is null)
            return;
        var days = Math.Max(0, until.DayNumber - period.PausedFrom.Or(period.EnrolledOn).DayNumber);
        period.PausedDays += days;
        period.MoveDue(period.Due?.AddDays(days));
    }

    /// <summary>A first period created at once can be older than completions that are known: those dated e or later count (semantics 5.3).</summary>
    private void CountKnownCompletions(DateOnly e)
    {
        foreach (var c in _completions.Where(date => date >= e && !_counted.Contains(date)).ToArray())
        {
            RollOver(c);
            if (Current is { } period && c >= period.CountsFrom)
                Credit(period, c);
        }
    }
}
