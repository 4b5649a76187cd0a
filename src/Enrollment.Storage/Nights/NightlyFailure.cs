using Enrollment.Domain;
using Enrollment.Storage.Access;
using Marten;

namespace Enrollment.Storage.Nights;

/// <summary>A learner that a run could not evaluate, and why. <c>enrollctl nightly status --failed</c> lists them.</summary>
public sealed record NightlyFailure(string Id, DateOnly BusinessDate, string LearnerId, string Reason)
{
    /// <summary>The phase, which is part of the key.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public NightlyPhase Phase => Enum.Parse<NightlyPhase>(Id.Split('/')[1]);

    /// <param name="date">The run.</param>
    /// <param name="phase">The phase.</param>
    /// <param name="what">The learner or stream that failed.</param>
    /// <param name="learner">The learner concerned.</param>
    /// <param name="failure">It is described without its text, which may quote personal data.</param>
    public static NightlyFailure Of(DateOnly date, NightlyPhase phase, string what, LearnerId learner, Exception failure) =>
        new(KeyOf(date, phase, what), date, learner.Value, ExceptionClassifier.Describe(failure));

    /// <summary>
    /// Those of the learners whom the first night of this version of the semantics could not evaluate. They keep the periods of the version
    /// before until a later run can.
    /// </summary>
    public static async Task<HashSet<string>> FindOfFirstNightAsync(
        IQuerySession session,
        NightlySchedulerState? schedule,
        IReadOnlyCollection<string> learners,
        CancellationToken cancellationToken
    ) => schedule?.AdoptedOn is { } first ? await FindLearnersAsync(session, first, learners, cancellationToken) : [];

    /// <summary>Those of them whom no run could evaluate since, this one included. Their periods are not rolled over.</summary>
    public static async Task<HashSet<string>> FindNotAdoptedAsync(
        IQuerySession session,
        NightlySchedulerState? schedule,
        NightlyRun run,
        IReadOnlyCollection<string> learners,
        CancellationToken cancellationToken
    )
    {
        var failed = await FindOfFirstNightAsync(session, schedule, learners, cancellationToken);
        return failed.Count == 0 ? failed : await FindLearnersAsync(session, run.BusinessDate, failed, cancellationToken);
    }

    private static async Task<HashSet<string>> FindLearnersAsync(
        IQuerySession session,
        DateOnly date,
        IReadOnlyCollection<string> learners,
        CancellationToken cancellationToken
    )
    {
        var keys = learners.Select(learner => KeyOf(date, NightlyPhase.Batch, learner)).ToArray();
        var failures = await session.LoadManyAsync<NightlyFailure>(cancellationToken, keys);
        return [.. failures.Select(failure => failure.LearnerId)];
    }

    private static string KeyOf(DateOnly date, NightlyPhase phase, string what) => $"{NightlyRun.KeyOf(date, phase)}/{what}";
}
