using Enrollment.Domain.Rules;
using Enrollment.Worker.Recording;

namespace Enrollment.Worker.Rules;

/// <summary>Records saves of rules.</summary>
public sealed class RuleRecorder(RuleTransactions transactions, ILogger<RuleRecorder> log) : FactBatcher<RuleSaved>(lanes: 1, log)
{
    protected override string KeyOf(RuleSaved fact) => fact.Rule.Id.Value;

    protected override Task<IReadOnlyList<RecordedFact>> RecordTogetherAsync(IReadOnlyList<RuleSaved> facts) =>
        transactions.RecordAsync(facts);
}
