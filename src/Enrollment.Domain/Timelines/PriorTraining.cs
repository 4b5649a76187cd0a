using Enrollment.Domain.Rules;
using Enrollment.Domain.Timelines.Facts;
using Enrollment.Domain.Timelines.Periods;

namespace Enrollment.Domain.Timelines;

/// <summary>Completions from before a first period (semantics 5.4).</summary>
/// <param name="known">The completions that are known.</param>
/// <param name="sources">The sources, which say whose completions count (semantics 11).</param>
/// <param name="hiredOn">The learner's hire date: a rule that begins again when hired again counts none before it (semantics 11).</param>
internal readonly struct PriorTraining(KnownCompletions known, LiveSources sources, DateOnly? hiredOn)
{
    /// <summary>The latest completion from before e that the rule honors for a newcomer.</summary>
    /// <param name="source">The rule, with the date e.</param>
    /// <param name="after">Only completions after this date are looked for.</param>
    public DateOnly? LatestFor(Source source, DateOnly? after = null)
    {
        var (terms, e) = (source.Terms, source.EligibleFrom);
        if (terms.PriorCompletions is PriorCompletions.Ignore)
            return null;
        var since = terms.PriorCompletions is PriorCompletions.LookBackDays back ? e.AddDays(-back.Days) : DateOnly.MinValue;
        if (terms.BeginsAgainWhenHiredAgain && hiredOn > since)
            since = hiredOn.Value;
        if (after >= since)
            since = after.Value.AddDays(1);
        var counting = sources;
        return known.Latest(e, day => day.On >= since && IsHonored(terms, e, day.On) && counting.Count(day));
    }

    private static bool IsHonored(Terms terms, DateOnly e, DateOnly c) =>
        terms.Recurrence switch
        {
            Recurrence.Annual => terms.Annual!.Containing(c) == terms.Annual.FirstEndingOnOrAfter(e),
            Recurrence.Custom custom => custom.Every.After(c) > e,
            _ => true,
        };
}
