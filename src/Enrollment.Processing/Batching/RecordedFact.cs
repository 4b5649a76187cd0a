using Enrollment.Processing.Observability;

namespace Enrollment.Processing.Batching;

/// <summary>The outcome of a fact, and its share of the transaction's duration.</summary>
public sealed record RecordedFact(FactOutcome Outcome, TimeSpan Cost);
