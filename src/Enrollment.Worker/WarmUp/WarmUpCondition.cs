using Enrollment.Queries.Conditions;

namespace Enrollment.Worker.WarmUp;

/// <summary>The worker is not ready before the code of a fact and of a night has run once.</summary>
internal sealed class WarmUpCondition(WarmUpService warmUp) : ICondition
{
    public string Name => "warm-up";

    public ConditionLevel Level => ConditionLevel.NotReady;

    public Task<ConditionProblem?> FindProblemAsync(CancellationToken cancellationToken) =>
        Task.FromResult(warmUp.IsDone ? null : new ConditionProblem(Sentence()));

    private string Sentence() =>
        warmUp.Problem is { } problem
            ? $"The code of a fact and of a night could not be run once against the database: {problem}. It is tried again."
            : "The code of a fact and of a night is being run once against the database.";
}
