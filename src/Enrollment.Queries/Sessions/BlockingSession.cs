using Enrollment.Queries.Wording.Conditions;

namespace Enrollment.Queries.Sessions;

/// <summary>A session of a role that does no work, and blocks the work now.</summary>
/// <param name="Pid">Its process on the server; 0 for a prepared transaction, which has none.</param>
/// <param name="Role">Its role.</param>
/// <param name="Application">The application that it names; may be empty.</param>
/// <param name="Transaction">Its transaction, as the server numbers them for each process; empty outside of one.</param>
/// <param name="Since">Since when it blocks work, where that is stored.</param>
/// <param name="What">What it blocks or holds, in words.</param>
/// <param name="MayBeEnded">False for the owner and administrators, because their sessions may be changing the tables.</param>
public sealed record BlockingSession(
    int Pid,
    string Role,
    string Application,
    string Transaction,
    DateTime? Since,
    string What,
    bool MayBeEnded
)
{
    /// <summary>The same session with the same transaction is the same obstacle, whatever it holds in the meantime.</summary>
    public (int Pid, string Transaction) Key => (Pid, Transaction);

    public override string ToString() =>
        SessionText.Of(Pid, Role, Application, What, Since is { } at ? new DateTimeOffset(at.ToUniversalTime()) : null, MayBeEnded);
}
