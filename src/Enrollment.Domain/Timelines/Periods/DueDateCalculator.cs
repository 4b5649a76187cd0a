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
        var initial = terms.InitialDue?.For(e, source.HiredOn);
        var due = terms.Recurrence switch
        {
            Recurrence.Annual => initial ?? terms.Annual!.Anchor(year!.Value),
            Recurrence.Custom custom => initial ?? terms.Due?.For(e, source.HiredOn) ?? custom.Every.After(e),
            _ => terms.Due?.For(e, source.HiredOn),
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
    /// <param name="notBefore">The date before which an annual due date may not be: that of a source regained.</param>
    public static PeriodCandidate? Next(Source source, PlannedPeriod done, DateOnly notBefore) =>
        source.Terms.Recurrence switch
        {
            Recurrence.Annual annual => NextAnnual(source, annual, done, notBefore),
            Recurrence.Custom custom => NextCustom(source, custom, done),
            _ => null,
        };

    /// <summary>
    /// The annual period that takes over on date t from one that is not completed (semantics 5.5); null when the source gives none.
    /// </summary>
    public static PeriodCandidate? TakeOver(Source source, DateOnly t) =>
        source.Terms.Annual is { } calendar ? TakeOver(source, t, calendar.FirstEndingOnOrAfter(t)) : null;

    /// <summary>The annual period of that year, which takes over on date t.</summary>
    public static PeriodCandidate TakeOver(Source source, DateOnly t, int year) =>
        new(source, PeriodOrigin.TakeOver, t, source.Terms.Annual!.Anchor(year), CountsFrom: t) { Year = year, VisibleAtOnce = true };

    /// <summary>
    /// What the source gives for a period that is planned already, from the same inputs (semantics 6); null when it gives nothing.
    /// </summary>
    public static PeriodCandidate? For(PlannedPeriod period, Source source) =>
        period.Order is { GivesDates: true } order ? Ordered(source, order.On, period.Basis) : For(period.Basis, source);

    /// <summary>An ordered period, whose k is the one that 5.1 gives with b as e (semantics 12). Every source gives it.</summary>
    public static PeriodCandidate Ordered(Source source, DateOnly b, PeriodBasis basis) =>
        (For(basis, source) ?? new PeriodCandidate(source, basis.Origin, basis.From, null, b)) with
        {
            Year = source.Terms.Annual?.FirstEndingOnOrAfter(b),
            IsInitial = false,
        };

    /// <summary>What an old version gives is compared with the new one: each gives its first D(j) ≥ t (semantics 7, rule edited).</summary>
    public static PeriodCandidate? ForEdit(PlannedPeriod period, Source source) =>
        For(period with { Basis = period.Basis with { TookOver = null } }, source);

    private static PeriodCandidate? For(PeriodBasis basis, Source source) =>
        basis switch
        {
            { Origin: PeriodOrigin.Eligibility, After: null } => First(source),
            { Origin: PeriodOrigin.Eligibility } => basis.After.Sources.Contains(source.RuleId)
                ? Next(source, basis.After, basis.NotBefore)
                : First(source),
            { TookOver: { } anchor } when anchor.Source.AsksTheSameAs(source) => TakeOver(source, basis.From, anchor.Year),
            { Origin: PeriodOrigin.TakeOver } when source.Terms.Annual is not null => TakeOver(source, basis.From),
            { After: { } done } => Next(source, done, basis.NotBefore),
            _ => First(source),
        };

    private static PeriodCandidate NextAnnual(Source source, Recurrence.Annual annual, PlannedPeriod done, DateOnly notBefore)
    {
        var (calendar, c) = (source.Terms.Annual!, done.CompletedOn!.Value);
        var k = done.YearUnder(source.RuleId) ?? calendar.Containing(c);
        var year = annual.MinimumGap is not null && done.IsInitial ? k : k + 1;
        bool Gives(int j) =>
            calendar.Anchor(j) >= notBefore
            && (annual.MinimumGap is { } gap ? calendar.Anchor(j) >= gap.After(c) : calendar.TakeOver(j) > c);
        while (!Gives(year))
            year++;
        return After(source, done, calendar.Anchor(year), calendar.Anchor(year - 1)) with { Year = year };
    }

    /// <summary>The chain goes on from the date without an extension; completions count from the day after the date with it.</summary>
    private static PeriodCandidate NextCustom(Source source, Recurrence.Custom custom, PlannedPeriod done)
    {
        if (custom.FromPreviousDue && done is { Status: PeriodStatus.Completed, DuePlan.Date: { } date })
        {
            var chain = (done.DuePlan.Chain ?? DueChain.StartingAt(date)).Plus(custom.Every);
            return After(source, done, chain.Due, previousDue: done.Due) with { Chain = chain };
        }

        return After(source, done, custom.Every.After(done.CompletedOn!.Value), previousDue: null);
    }

    /// <summary>Counts from the day after the previous due date, but never before the day after the completion.</summary>
    private static PeriodCandidate After(Source source, PlannedPeriod done, DateOnly due, DateOnly? previousDue)
    {
        var c = done.CompletedOn!.Value;
        return new PeriodCandidate(source, PeriodOrigin.Completion, c, due, LaterOf(previousDue ?? c, c).AddDays(1)) { After = done };
    }
}
