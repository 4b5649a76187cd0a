namespace Enrollment.Worker.NightlyCycle;

/// <summary>Somebody the night could not judge, and why; listed by <c>enrollctl nightly status</c>.</summary>
public sealed record NightlyFailure(string Id, DateOnly BusinessDate, string LearnerId, string Reason);
