using Enrollment.Processing.Batching;

namespace Enrollment.Processing.Facts;

/// <summary>
/// Records facts about learners by <see cref="FactBatchHandler"/>. It has two lanes, so that one batch is prepared while the other is
/// committed.
/// </summary>
public sealed class FactRecorder(FactBatchHandler handler, ILogger<FactRecorder> log) : FactBatcher<FactReceived>(lanes: 2, log)
{
    protected override string KeyOf(FactReceived fact) => fact.Learner.Value;

    protected override Task<IReadOnlyList<RecordedFact>> RecordTogetherAsync(IReadOnlyList<FactReceived> facts) =>
        handler.RecordAsync(facts);
}
