using Enrollment.Queries.Sessions;
using Npgsql;

namespace Enrollment.Queries.Conditions;

/// <summary>No session of another role holds work back.</summary>
internal sealed class SessionsCondition(BlockingSessions sessions) : ICondition
{
    private const int Named = 3;

    public string Name => "sessions";

    public ConditionLevel Level => ConditionLevel.Degraded;

    public async Task<ConditionProblem?> FindProblemAsync(CancellationToken cancellationToken)
    {
        try
        {
            return Describe(await sessions.FindAsync(cancellationToken));
        }
        catch (PostgresException locked) when (locked.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            return new ConditionProblem("Sessions could not be looked at because a table of the events is locked.");
        }
    }

    private static ConditionProblem? Describe(IReadOnlyList<BlockingSession> found)
    {
        if (found.Count == 0)
            return null;
        var more = found.Count > Named ? $" And {found.Count - Named} more." : "";
        return new ConditionProblem($"{string.Join(" ", found.Take(Named))}{more}");
    }
}
