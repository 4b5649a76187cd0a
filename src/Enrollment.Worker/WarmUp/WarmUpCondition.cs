using Enrollment.Queries.Conditions;
using Enrollment.Queries.Wording.Conditions;

namespace Enrollment.Worker.WarmUp;

/// <summary>The worker is not ready before the code of a fact and of a night has run once.</summary>
internal sealed class WarmUpCondition(WarmUpService warmUp) : ICondition
{
    public string Name => "warm-up";

    public ConditionLevel Level => ConditionLevel.NotReady;

    public Task<ConditionProblem?> FindProblemAsync(CancellationToken cancellationToken) =>
        Task.FromResult(
            warmUp.IsDone ? null : new ConditionProblem(warmUp.Problem is { } problem ? WarmUpText.Failed(problem) : WarmUpText.Running)
        );
}
