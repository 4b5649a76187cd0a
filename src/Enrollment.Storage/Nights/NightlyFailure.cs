using Enrollment.Domain;
using Enrollment.Storage.Access;

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
        new($"{NightlyRun.KeyOf(date, phase)}/{what}", date, learner.Value, ExceptionClassifier.Describe(failure));
}
