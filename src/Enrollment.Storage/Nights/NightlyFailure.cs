using Enrollment.Domain;
using Enrollment.Storage.Access;

namespace Enrollment.Storage.Nights;

/// <summary>Somebody the night could not judge, and why; listed by <c>enrollctl nightly status --failed</c>.</summary>
public sealed record NightlyFailure(string Id, DateOnly BusinessDate, string LearnerId, string Reason)
{
    /// <summary>The phase in which it happened, which the key tells.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public NightlyPhase Phase => Enum.Parse<NightlyPhase>(Id.Split('/')[1]);

    /// <param name="date">The run.</param>
    /// <param name="phase">The phase.</param>
    /// <param name="what">The learner, or the stream, that broke.</param>
    /// <param name="learner">Whom it is about.</param>
    /// <param name="broken">Described without its text, which may quote data.</param>
    public static NightlyFailure Of(DateOnly date, NightlyPhase phase, string what, LearnerId learner, Exception broken) =>
        new($"{NightlyRun.KeyOf(date, phase)}/{what}", date, learner.Value, ExceptionClassifier.Describe(broken));
}
