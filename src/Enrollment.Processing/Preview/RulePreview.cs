using Enrollment.Domain.Calendar;
using Enrollment.Domain.Rules;
using Enrollment.Processing.Orders;
using Enrollment.Processing.Rules;
using Enrollment.Storage;
using Enrollment.Storage.Nights;
using Enrollment.Storage.Orders;
using Marten;

namespace Enrollment.Processing.Preview;

/// <summary>The effects that a save of a rule would have in a nightly run.</summary>
/// <param name="RuleId">The rule.</param>
/// <param name="Version">The version that would be saved.</param>
/// <param name="ActivityId">Its activity.</param>
/// <param name="Night">The business date of the night.</param>
/// <param name="InForce">Whether the run would use this save. It does not if a larger version is known, or if the save is later than the
/// run.</param>
/// <param name="Counts">The number of enrollments by effect.</param>
/// <param name="Enrollments">The first enrollments that are affected.</param>
/// <param name="Undecided">The first learners whom the rule cannot be evaluated for.</param>
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
    /// <param name="store">The store. It is not changed.</param>
    /// <param name="calendar">The organization's calendar.</param>
    /// <param name="options">The organization's settings.</param>
    /// <param name="saved">The save to preview.</param>
    /// <param name="night">The business date of the run.</param>
    /// <param name="names">The maximum length of the lists. The counts include all.</param>
    /// <param name="progress">Receives the number of evaluated learners, and of all.</param>
    /// <param name="cancellationToken">Cancels the preview.</param>
    public static async Task<RulePreview> Of(
        IDocumentStore store,
        BusinessCalendar calendar,
        EnrollmentOptions options,
        RuleSaved saved,
        DateOnly night,
        int names,
        Action<long, long> progress,
        CancellationToken cancellationToken
    )
    {
        var run = new NightlyRun(night, calendar.NightlyInstant(night));
        var (without, with, orders) = await RulesOf(store, run, saved, cancellationToken);
        var comparison = new NightComparison(
            store,
            saved.Rule,
            night,
            new DryRunNight(run, without, orders, calendar, options),
            new DryRunNight(run, with, orders, calendar, options),
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

    /// <summary>The rules of the run, without and with the save, and the orders that it carries out in either case.</summary>
    private static async Task<(NightlyRules Without, NightlyRules With, NightlyOrders Orders)> RulesOf(
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
        var schedule = await NightlySchedulerState.FindAsync(session, cancellationToken);
        // What the text alone changes is the same without and with the save.
        var adopts = schedule?.NextAdoptsSemanticsAfter(previous?.BusinessDate) == true;
        RuleSaved[] after = replaces ? [.. saves.Where(save => save.Rule.Id != saved.Rule.Id), saved] : [.. saves];
        return (Of(saves), Of(after), await OrdersOfRun.GetAsync(session, run, previous?.BusinessDate, cancellationToken));

        NightlyRules Of(IReadOnlyList<RuleSaved> known) =>
            NightlyRules.Of(run.BusinessDate, known, previous) with
            {
                AdoptsSemantics = adopts,
            };
    }
}
