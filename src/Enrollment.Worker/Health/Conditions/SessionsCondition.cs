using Enrollment.Worker.Sessions;

namespace Enrollment.Worker.Health.Conditions;

/// <summary>No session of another role holds work back.</summary>
internal sealed class SessionsCondition(BlockingSessions sessions) : ICondition
{
    private const int Named = 3;

    public string Name => "sessions";

    public ConditionLevel Level => ConditionLevel.Degraded;

    public async Task<ConditionProblem?> FindProblemAsync(CancellationToken cancellationToken)
    {
        var found = await sessions.FindAsync(cancellationToken);
        if (found.Count == 0)
            return null;
        var more = found.Count > Named ? $" And {found.Count - Named} more." : "";
        return new ConditionProblem($"{string.Join(" ", found.Take(Named))}{more}");
    }
}
