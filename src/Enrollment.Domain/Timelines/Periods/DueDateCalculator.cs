using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Rules;

namespace Enrollment.Domain.Timelines.Periods;

/// <summary>Which period a source gives; the only place where due dates are computed.</summary>
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
    public static PeriodCandidate? Next(Source source, PlannedPeriod done, DateOnly notBefore) =>
        source.Terms.Recurrence switch
        {
            Recurrence.Annual annual => NextAnnual(source, annual, done, notBefore),
            Recurrence.Custom custom => NextCustom(source, custom, done) is var offer
                ? offer with
                {
                    ComparedBy = offer.Due!.Value.Or(notBefore),
                }
                : null,
            _ => null,
        };

    /// <summary>
    /// The annual period that takes over on date t from one not completed (semantics 5.5); null when the source gives none.
    /// </summary>
    public static PeriodCandidate? TakeOver(Source source, DateOnly t)
    {
        if (source.Terms.Annual is not { } calendar)
            return null;
        return TakeOver(source, t, calendar.FirstEndingOnOrAfter(t.Or(source.EligibleFrom)));
    }

    /// <summary>The annual period of that year taking over on date t.</summary>
    public static PeriodCandidate TakeOver(Source source, DateOnly t, int year) =>
        new(source, PeriodOrigin.TakeOver, t, source.Terms.Annual!.Anchor(year), CountsFrom: t) { Year = year, VisibleAtOnce = true };

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
        var due = calendar.Anchor(year);
        return new PeriodCandidate(source, PeriodOrigin.Completion, c, due, CountsFrom(source, due, c, calendar.Anchor(year - 1))) { Year = year };
    }

    private static PeriodCandidate NextCustom(Source source, Recurrence.Custom custom, PlannedPeriod done)
    {
        var c = done.CompletedOn!.Value;
        var onTime = custom.FromPreviousDue && done.Status is PeriodStatus.Completed && done.Due is not null;
        var chain = onTime ? (done.Chain ?? new DueChain(done.Due!.Value, 0, 0)).Plus(custom.Every) : null;
        var due = chain?.Due ?? custom.Every.After(c);
        return new PeriodCandidate(source, PeriodOrigin.Completion, c, due, CountsFrom(source, due, c, onTime ? done.Due : null)) { Chain = chain };
    }

    /// <summary>The day after the date the completed period was due, or due − N; never before the day after the completion.</summary>
    private static DateOnly CountsFrom(Source source, DateOnly due, DateOnly c, DateOnly? previousDue)
    {
        var from = source.Terms.DaysBeforeDue is { } days ? due.AddDays(-days) : previousDue?.AddDays(1);
        return (from ?? c).Or(c.AddDays(1));
    }
}
