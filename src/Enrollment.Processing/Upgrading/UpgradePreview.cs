using Enrollment.Domain.Calendar;
using Enrollment.Processing.Rules;
using Enrollment.Storage;
using Enrollment.Storage.Nights;
using Marten;

namespace Enrollment.Processing.Upgrading;

/// <summary>
/// What the first night of this version of the semantics changes by the text alone: for learners and rules about whom nothing new has
/// arrived since the last night.
/// </summary>
/// <param name="Version">The version of the semantics.</param>
/// <param name="Night">The business date of that night.</param>
/// <param name="LookedAt">The number of learners that were evaluated.</param>
/// <param name="LeftOut">The number of learners about whom something new has arrived.</param>
/// <param name="Failed">The number of learners whose data cannot be evaluated.</param>
/// <param name="Counts">The number of changed enrollments, by effect.</param>
/// <param name="Enrollments">The first of them.</param>
public sealed record UpgradePreview(
    int Version,
    DateOnly Night,
    long LookedAt,
    long LeftOut,
    long Failed,
    IReadOnlyDictionary<UpgradeEffect, long> Counts,
    IReadOnlyList<UpgradedEnrollment> Enrollments
)
{
    /// <param name="store">The store. It is not changed.</param>
    /// <param name="calendar">The organization's calendar.</param>
    /// <param name="options">The organization's settings.</param>
    /// <param name="night">The business date of the night.</param>
    /// <param name="names">The maximum length of the list. The counts include all.</param>
    /// <param name="progress">Receives the number of evaluated learners, and of all.</param>
    /// <param name="cancellationToken">Cancels the preview.</param>
    public static async Task<UpgradePreview> LoadAsync(
        IDocumentStore store,
        BusinessCalendar calendar,
        EnrollmentOptions options,
        DateOnly night,
        int names,
        Action<long, long> progress,
        CancellationToken cancellationToken
    )
    {
        var run = new NightlyRun(night, calendar.NightlyInstant(night));
        var dryRun = new UpgradeDryRun(store, run, await LoadRulesAsync(store, run, cancellationToken), calendar, options, names);
        await dryRun.RunAsync(progress, cancellationToken);
        return new UpgradePreview(
            Domain.Enrollments.Semantics.Version,
            night,
            dryRun.LookedAt,
            dryRun.LeftOut,
            dryRun.Failed,
            dryRun.Counts,
            dryRun.Named
        );
    }

    private static async Task<NightlyRules> LoadRulesAsync(IDocumentStore store, NightlyRun run, CancellationToken cancellationToken)
    {
        await using var session = store.LightweightSession();
        var previous = await session.FindRulesOfLastBatchAsync(run.BusinessDate, cancellationToken);
        var saves = await session.RulesUpTo(run.Instant, cancellationToken);
        return NightlyRules.Of(run.BusinessDate, saves, previous) with { AdoptsSemantics = true };
    }
}
