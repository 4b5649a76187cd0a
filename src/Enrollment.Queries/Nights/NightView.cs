using Enrollment.Storage.Nights;
using Marten;

namespace Enrollment.Queries.Nights;

/// <summary>A nightly run as operators see it.</summary>
public sealed record NightView(
    DateOnly BusinessDate,
    string State,
    DateTimeOffset StartedAt,
    DateTimeOffset? CompletedAt,
    SegmentCounts Batch,
    SegmentCounts Rollover
)
{
    /// <summary>The number of learners and enrollments that failed.</summary>
    public long Failed => Batch.Failed + Rollover.Failed;

    public static NightView Of(NightlyRunDocument run) =>
        new(run.BusinessDate, run.CurrentState, run.StartedAt, run.CompletedAt, run.Batch.Counts, run.Rollover.Counts);

    /// <summary>The latest runs, newest first.</summary>
    public static async Task<IReadOnlyList<NightView>> GetLatestAsync(
        IQuerySession session,
        int limit,
        bool onlyFailed,
        CancellationToken cancellationToken
    )
    {
        IQueryable<NightlyRunDocument> runs = session.Query<NightlyRunDocument>();
        if (onlyFailed)
            runs = runs.Where(run => run.Batch.Counts.Failed > 0 || run.Rollover.Counts.Failed > 0);
        var found = await runs.OrderByDescending(run => run.BusinessDate).Take(limit).ToListAsync(cancellationToken);
        return [.. found.Select(Of)];
    }

    /// <summary>The failures of a run, with their reasons.</summary>
    public static Task<IReadOnlyList<NightlyFailure>> GetFailuresAsync(
        IQuerySession session,
        DateOnly date,
        CancellationToken cancellationToken
    ) =>
        session
            .Query<NightlyFailure>()
            .Where(failure => failure.BusinessDate == date)
            .OrderBy(failure => failure.LearnerId)
            .ToListAsync(cancellationToken);
}
