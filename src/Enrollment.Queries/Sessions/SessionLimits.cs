namespace Enrollment.Queries.Sessions;

/// <summary>How long a session of another role may block work.</summary>
/// <param name="Waited">Shorter waits are normal.</param>
/// <param name="HeldBack">After this time the session is ended.</param>
public sealed record SessionLimits(TimeSpan Waited, TimeSpan HeldBack)
{
    public static SessionLimits Default { get; } = new(TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(1));
}
