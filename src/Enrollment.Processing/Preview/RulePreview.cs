using Enrollment.Domain.Calendar;
using Enrollment.Domain.Rules;
using Enrollment.Processing.Rules;
using Enrollment.Storage.Nights;
using Marten;

namespace Enrollment.Processing.Preview;

/// <summary>What a save of a rule would do in a night, without doing it.</summary>
/// <param name="RuleId">The rule.</param>
/// <param name="Version">The version that would be saved.</param>
/// <param name="ActivityId">Its activity.</param>
/// <param name="Night">The business date of the night.</param>
/// <param name="InForce">Whether the night would go by this save: not when a larger version is known, or it comes after the night.</param>
/// <param name="Counts">How many.</param>
/// <param name="Enrollments">Who, as far as names were asked for.</param>
/// <param name="Undecided">Whom the rule cannot be decided for, as far as names were asked for.</param>
public sealed record RulePreview(
    string RuleId,
    int Version,
    string ActivityId,
    DateOnly Night,
    bool InForce,
    PreviewCounts Counts,
    IReadOnlyList<PreviewedEnrollment> Enrollments,
    IReadOnlyList<string> Undecided
)
{
    /// <param name="store">Only read from.</param>
    /// <param name="calendar">The organization's.</param>
    /// <param name="minimumDays">The organization's setting.</param>
    /// <param name="saved">What would be saved.</param>
    /// <param name="night">The night it is previewed for.</param>
    /// <param name="names">At most so many enrollments, and learners undecided, are named; all are counted.</param>
    /// <param name="progress">Learners looked at, and how many there are.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<RulePreview> Of(
        IDocumentStore store,
        BusinessCalendar calendar,
        int minimumDays,
        RuleSaved saved,
        DateOnly night,
        int names,
        Action<long, long> progress,
        CancellationToken cancellationToken
    )
    {
        var run = new NightlyRun(night, calendar.NightlyInstant(night));
        var (without, with) = await RulesOf(store, run, saved, cancellationToken);
        var comparison = new NightComparison(
            store,
            saved.Rule,
            night,
            new DryRunNight(run, without, calendar, minimumDays),
            new DryRunNight(run, with, calendar, minimumDays),
            names
        );
        await comparison.RunAsync(progress, cancellationToken);
        return new RulePreview(
            saved.Rule.Id.Value,
            saved.Rule.Version,
            saved.Rule.ActivityId.Value,
            night,
            with.Saves.Any(save => save.Stamp == saved.Stamp && save.Rule.Id == saved.Rule.Id),
            comparison.Counts,
            comparison.Named,
            comparison.Undecided
        );
    }

    /// <summary>The rules as the night will fix them, and as it would with one more save.</summary>
    private static async Task<(NightlyRules Without, NightlyRules With)> RulesOf(
        IDocumentStore store,
        NightlyRun run,
        RuleSaved saved,
        CancellationToken cancellationToken
    )
    {
        await using var session = store.LightweightSession();
        var previous = await session.FindRulesOfLastBatchAsync(run.BusinessDate, cancellationToken);
        var saves = await session.RulesUpTo(run.Instant, cancellationToken);
        var current = saves.FirstOrDefault(save => save.Rule.Id == saved.Rule.Id);
        var replaces = saved.Stamp.OccurredAt <= run.Instant && saved.Replaces(current);
        RuleSaved[] after = replaces ? [.. saves.Where(save => save.Rule.Id != saved.Rule.Id), saved] : [.. saves];
        return (NightlyRules.Of(run.BusinessDate, saves, previous), NightlyRules.Of(run.BusinessDate, after, previous));
    }
}
