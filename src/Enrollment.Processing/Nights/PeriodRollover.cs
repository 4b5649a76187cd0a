using Enrollment.Domain.Deciding;
using Enrollment.Domain.Enrollments;
using Enrollment.Processing.Facts;
using Enrollment.Storage;
using Enrollment.Storage.Enrollments;
using Enrollment.Storage.Nights;
using Marten;

namespace Enrollment.Processing.Nights;

/// <summary>
/// The rollover phase: periods open, become overdue and are missed, and learners are reminded. It reads only enrollments of which the
/// date of the next transition or reminder has come.
/// </summary>
public sealed class PeriodRollover(IDocumentStore store, EnrollmentOptions options, ILogger<PeriodRollover> log) : INightlyPhaseHandler
{
    public Task<PlannedWork> PlanAsync(IDocumentSession session, NightlyRun run, CancellationToken cancellationToken) =>
        NightlySegments.PlanRolloverAsync(session, run, cancellationToken);

    public async Task<SegmentCounts> RunSegmentAsync(
        IDocumentSession session,
        NightlyRun run,
        int segment,
        RejectedItems rejected,
        CancellationToken cancellationToken
    )
    {
        var keys = await NightlySegments.LoadEnrollmentsAsync(session, run.BusinessDate, segment, cancellationToken);
        var counts = await RollOverAsync(session, run, keys, rejected, cancellationToken);
        NightlySegments.Delete(session, run.BusinessDate, NightlyPhase.Rollover, segment);
        return counts;
    }

    public async Task<RejectedItems> FindRejectedAsync(NightlyRun run, int segment, CancellationToken cancellationToken)
    {
        var keys = await LoadKeysAsync(run, segment, cancellationToken);
        return await RejectedItems.FindAsync(
            store,
            keys,
            key => key.Stream,
            (session, key) => RollOverAsync(session, run, [key], RejectedItems.None, cancellationToken),
            cancellationToken
        );
    }

    private async Task<EnrollmentKey[]> LoadKeysAsync(NightlyRun run, int segment, CancellationToken cancellationToken)
    {
        await using var session = store.LightweightSession();
        return await NightlySegments.LoadEnrollmentsAsync(session, run.BusinessDate, segment, cancellationToken);
    }

    private async Task<SegmentCounts> RollOverAsync(
        IDocumentSession session,
        NightlyRun run,
        EnrollmentKey[] keys,
        RejectedItems rejected,
        CancellationToken cancellationToken
    )
    {
        var all = keys.Length;
        string[] learners = [.. keys.Select(key => key.Learner.Value).Distinct()];
        var schedule = await NightlySchedulerState.FindAsync(session, cancellationToken);
        var notAdopted = await NightlyFailure.FindNotAdoptedAsync(session, schedule, run, learners, cancellationToken);
        keys = [.. keys.Where(key => !notAdopted.Contains(key.Learner.Value))];
        var accepted = keys.Where(key => rejected.Find(key.Stream) is null).ToArray();
        var enrollments = await session.LoadIndividuallyAsync(accepted, cancellationToken);
        var changes = new EnrollmentChanges(session);
        var command = CommandOf(run, schedule);
        var failed = 0;
        foreach (var key in keys)
        {
            if ((rejected.Find(key.Stream) ?? TryRollOver(key, command, changes, enrollments)) is not { } failure)
                continue;
            failed++;
            RecordFailure(session, run, key, failure);
        }

        changes.Write();
        return new SegmentCounts(all, changes.Count, all - changes.Count - failed, failed);
    }

    /// <summary>A run that an earlier version of the semantics began adopts the present one where it changes something.</summary>
    private RollOver CommandOf(NightlyRun run, NightlySchedulerState? schedule) =>
        new(run.BusinessDate, Cause.RunOf(run.BusinessDate))
        {
            AdoptsAfter = schedule is { Semantics: < Semantics.Version } ? schedule.RolledOverTo : null,
            MinimumDaysToComplete = options.MinimumDaysToComplete,
        };

    private static Exception? TryRollOver(
        EnrollmentKey key,
        RollOver command,
        EnrollmentChanges changes,
        Func<EnrollmentKey, StoredEnrollment> enrollments
    )
    {
        try
        {
            var stored = enrollments(key);
            changes.Add(key, stored, EnrollmentDecider.Decide(stored.State, command));
            return null;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return failure;
        }
    }

    private void RecordFailure(IDocumentSession session, NightlyRun run, EnrollmentKey key, Exception failure)
    {
        log.LogError(failure, "{Stream} could not be rolled over in the run of {BusinessDate:yyyy-MM-dd}", key.Stream, run.BusinessDate);
        session.Store(NightlyFailure.Of(run.BusinessDate, NightlyPhase.Rollover, key.Stream, key.Learner, failure));
    }
}
