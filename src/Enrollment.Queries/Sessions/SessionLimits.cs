namespace Enrollment.Queries.Sessions;

/// <summary>How long a session of another role may hold work back.</summary>
/// <param name="Waited">Shorter waits are everyday.</param>
/// <param name="HeldBack">Then it is ended.</param>
public sealed record SessionLimits(TimeSpan Waited, TimeSpan HeldBack)
{
    public static SessionLimits Default { get; } = new(TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(1));
}
