using Enrollment.Queries.Sessions;
using Enrollment.Queries.Wording.Conditions;
using Npgsql;

namespace Enrollment.Queries.Conditions;

/// <summary>No session of another role blocks work.</summary>
public sealed class SessionsCondition(BlockingSessions sessions) : ICondition
{
    private const int Named = 3;

    public string Name => "sessions";

    public ConditionLevel Level => ConditionLevel.Degraded;

    public async Task<ConditionProblem?> FindProblemAsync(CancellationToken cancellationToken)
    {
        try
        {
            var found = await sessions.FindAsync(cancellationToken);
            return found.Count == 0 ? null : new ConditionProblem(SessionText.All([.. found.Select(session => session.ToString())], Named));
        }
        catch (PostgresException locked) when (locked.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            return new ConditionProblem(SessionText.NotChecked);
        }
    }
}
