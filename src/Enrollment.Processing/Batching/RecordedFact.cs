using Enrollment.Processing.Observability;

namespace Enrollment.Processing.Batching;

/// <summary>What became of a fact, and how much of its transaction's time it took.</summary>
public sealed record RecordedFact(FactOutcome Outcome, TimeSpan Cost);
