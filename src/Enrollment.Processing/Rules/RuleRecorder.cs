using Enrollment.Domain.Rules;
using Enrollment.Processing.Batching;

namespace Enrollment.Processing.Rules;

/// <summary>Records saves of rules.</summary>
public sealed class RuleRecorder(RuleBatchHandler handler, ILogger<RuleRecorder> log) : FactBatcher<ReceivedRule>(lanes: 1, log)
{
    protected override string KeyOf(ReceivedRule fact) => fact.Saved.Rule.Id.Value;

    protected override Task<IReadOnlyList<RecordedFact>> RecordTogetherAsync(IReadOnlyList<ReceivedRule> facts) =>
        handler.RecordAsync(facts);
}
