using Enrollment.Processing.Observability;

namespace Enrollment.Processing.Facts;

/// <summary>What became of a fact, and how much of its transaction's time it took.</summary>
public sealed record RecordedFact(FactOutcome Outcome, TimeSpan Cost);
