namespace Enrollment.Worker.Sessions;

/// <summary>How long a session of another role may hold work back.</summary>
/// <param name="Waited">Shorter waits are everyday, unless one process causes them again and again.</param>
/// <param name="HeldBack">Then it is ended.</param>
public sealed record SessionLimits(TimeSpan Waited, TimeSpan HeldBack)
{
    /// <summary>A wait that counts for one process that is found again and again.</summary>
    public TimeSpan Brief => Waited / 5;

    public static SessionLimits Default { get; } = new(TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(1));
}
