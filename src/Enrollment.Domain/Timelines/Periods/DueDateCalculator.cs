using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Rules;
using static Enrollment.Domain.Calendar.DateOrder;

namespace Enrollment.Domain.Timelines.Periods;

/// <summary>Calculates the period that a source gives. Due dates are computed nowhere else.</summary>
internal static class DueDateCalculator
{
    /// <summary>The first period, from the source's eligibility date (semantics 5.1).</summary>
    public static PeriodCandidate First(Source source)
    {
        var (terms, e) = (source.Terms, source.EligibleFrom);
        int? year = terms.Annual?.FirstEndingOnOrAfter(e);
        var due = terms.Recurrence switch
        {
            Recurrence.Annual => terms.InitialDue?.For(e) ?? terms.Annual!.Anchor(year!.Value),
            Recurrence.Custom custom => terms.InitialDue?.For(e) ?? terms.Due?.For(e) ?? custom.Every.After(e),
            _ => terms.Due?.For(e),
        };
        return new PeriodCandidate(source, PeriodOrigin.Eligibility, e, due, CountsFrom: e)
        {
            Year = year,
            IsInitial = terms.InitialDue is not null,
            VisibleAtOnce = terms.InitialDue is not null,
        };
    }

    /// <summary>The next period after a credited completion (semantics 5.2); null when the source gives none.</summary>
    /// <param name="source">The source.</param>
    /// <param name="done">The completed period.</param>
    /// <param name="notBefore">The date its due date may not be before, apart from the source's own e.</param>
    public static PeriodCandidate? Next(Source source, PlannedPeriod done, DateOnly notBefore)
    {
        var earliest = LaterOf(notBefore, source.EligibleFrom);
        return source.Terms.Recurrence switch
        {
            Recurrence.Annual annual => NextAnnual(source, annual, done, earliest),
            Recurrence.Custom custom => NextCustom(source, custom, done, earliest),
            _ => null,
        };
    }

    /// <summary>
    /// The annual period that takes over on date t from one that is not completed (semantics 5.5); null when the source gives none.
    /// </summary>
    public static PeriodCandidate? TakeOver(Source source, DateOnly t) =>
        source.Terms.Annual is { } calendar ? TakeOver(source, t, calendar.FirstEndingOnOrAfter(LaterOf(t, source.EligibleFrom))) : null;

    /// <summary>The annual period of that year, which takes over on date t.</summary>
    public static PeriodCandidate TakeOver(Source source, DateOnly t, int year) =>
        new(source, PeriodOrigin.TakeOver, t, source.Terms.Annual!.Anchor(year), CountsFrom: t) { Year = year, VisibleAtOnce = true };

    /// <summary>What the source gives for a period that is planned already, from the same inputs; null when it gives nothing.</summary>
    public static PeriodCandidate? For(PeriodBasis basis, Source source) =>
        basis.Origin switch
        {
            PeriodOrigin.Eligibility when basis.After?.Sources.Contains(source.RuleId) != true => First(source),
            PeriodOrigin.Eligibility or PeriodOrigin.Completion => Next(source, basis.After!, basis.NotBefore),
            _ => TakeOver(source, basis.From),
        };

    private static PeriodCandidate NextAnnual(Source source, Recurrence.Annual annual, PlannedPeriod done, DateOnly earliest)
    {
        var (calendar, c) = (source.Terms.Annual!, done.CompletedOn!.Value);
        var k = done.YearUnder(source.RuleId) ?? calendar.Containing(c);
        var year = annual.MinimumGap is not null && done.IsInitial ? k : k + 1;
        bool Gives(int j) =>
            calendar.Anchor(j) >= earliest
            && (annual.MinimumGap is { } gap ? calendar.Anchor(j) >= gap.After(c) : calendar.TakeOver(j) > c);
        while (!Gives(year))
            year++;
        var due = calendar.Anchor(year);
        return new PeriodCandidate(source, PeriodOrigin.Completion, c, due, CountsFrom(source, due, c, calendar.Anchor(year - 1)))
        {
            Year = year,
        };
    }

    private static PeriodCandidate NextCustom(Source source, Recurrence.Custom custom, PlannedPeriod done, DateOnly earliest)
    {
        var c = done.CompletedOn!.Value;
        var previousDue = custom.FromPreviousDue && done.Status is PeriodStatus.Completed ? done.Due : null;
        var chain = previousDue is { } date ? (done.DuePlan.Chain ?? DueChain.StartingAt(date)).Plus(custom.Every) : null;
        var due = chain?.Due ?? custom.Every.After(c);
        return new PeriodCandidate(source, PeriodOrigin.Completion, c, due, CountsFrom(source, due, c, previousDue))
        {
            Chain = chain,
            ComparedBy = LaterOf(due, earliest),
        };
    }

    /// <summary>The day after the date the completed period was due, or due − N. Never before the day after the completion.</summary>
    private static DateOnly CountsFrom(Source source, DateOnly due, DateOnly c, DateOnly? previousDue)
    {
        var from = source.Terms.DaysBeforeDue is { } days ? due.AddDays(-days) : previousDue?.AddDays(1);
        return LaterOf(from ?? c, c.AddDays(1));
    }
}
