using System.Globalization;

namespace Enrollment.Queries.Sessions;

/// <summary>A session of a role that does not do the work, which holds the work back now.</summary>
/// <param name="Pid">Its process at the server; 0 for a prepared transaction, which has none.</param>
/// <param name="Role">Who it is.</param>
/// <param name="Application">What it says it is; may be empty.</param>
/// <param name="Transaction">Its transaction, as the server counts them for each process; empty outside of one.</param>
/// <param name="Since">Since when it holds work back, where that is stored.</param>
/// <param name="What">What it holds, in words.</param>
/// <param name="MayBeEnded">Not so the owner's and an administrator's: who can change the tables is at work on them.</param>
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
    /// <summary>The same session with the same transaction is the same obstacle, whatever it holds by now.</summary>
    public (int Pid, string Transaction) Key => (Pid, Transaction);

    public override string ToString() => $"{Who} {What}{SinceWhen}. {Remedy}";

    private string Process => Pid.ToString(CultureInfo.InvariantCulture);

    private string Who =>
        Pid == 0 ? $"A prepared transaction of the role {Role}"
        : Application.Length == 0 ? $"Process {Process} of the role {Role}"
        : $"Process {Process} of the role {Role} (application {Application})";

    private string SinceWhen =>
        Since is { } at ? at.ToUniversalTime().ToString("' since 'yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture) : "";

    private string Remedy =>
        Pid == 0 ? "End it by ROLLBACK PREPARED."
        : MayBeEnded ? "A worker ends it after a minute."
        : $"It may change the tables and is not ended: end it there, or by select pg_terminate_backend({Process}).";
}
