using Enrollment.Domain;

namespace Enrollment.Worker.NightlyCycle;

/// <summary>Somebody the night could not judge, and why; listed by <c>enrollctl nightly status --failed</c>.</summary>
public sealed record NightlyFailure(string Id, DateOnly BusinessDate, string LearnerId, string Reason)
{
    public static NightlyFailure Of(DateOnly date, LearnerId learner, Exception broken) =>
        new($"{NightlyRules.KeyOf(date)}/{learner}", date, learner.Value, $"{broken.GetType().Name}: {broken.Message}");
}
