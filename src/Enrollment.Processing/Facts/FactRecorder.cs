using Enrollment.Processing.Batching;

namespace Enrollment.Processing.Facts;

/// <summary>Records facts about learners; two transactions at a time, so that one is worked out while the other is written.</summary>
public sealed class FactRecorder(FactBatchHandler transactions, ILogger<FactRecorder> log) : FactBatcher<PersonFact>(lanes: 2, log)
{
    protected override string KeyOf(PersonFact fact) => fact.Learner.Value;

    protected override Task<IReadOnlyList<RecordedFact>> RecordTogetherAsync(IReadOnlyList<PersonFact> facts) =>
        transactions.RecordAsync(facts);
}
