using System.Globalization;

namespace Enrollment.Queries.Wording.Conditions;

/// <summary>Sessions that block work, or hold a lock of the system.</summary>
internal static class SessionText
{
    /// <summary>The format of SQL: the process, its role, and what it waits for.</summary>
    public const string Blocks = "blocks process %s of the role %s, which waits for %s";

    /// <summary>The format of SQL: the number of an event.</summary>
    public const string KeepsDaemonWaiting = "keeps the event daemon waiting after event %s";

    /// <summary>The same for a session.</summary>
    public const string KeepsDaemonWaitingBySession = $"{KeepsDaemonWaiting} with an open transaction";

    public const string ChainLock = "the lock of the chain over the events";

    public const string LeaderLock = "the lock of the event daemon's leader";

    public const string SchemaLock = "the lock for changes of the tables";

    public const string NotChecked = "The sessions cannot be checked, because a table of the events is locked.";

    /// <param name="pid">The process; 0 for a prepared transaction.</param>
    /// <param name="role">Its role.</param>
    /// <param name="application">Its application; may be empty.</param>
    /// <param name="what">What it does.</param>
    /// <param name="since">Since when; null where it is not known.</param>
    /// <param name="mayBeEnded">Whether a worker may end it.</param>
    public static string Of(int pid, string role, string application, string what, DateTimeOffset? since, bool mayBeEnded) =>
        $"{Who(pid, role, application)} {what}{(since is { } at ? $" since {ValueText.Utc(at)}" : "")}. {Remedy(pid, mayBeEnded)}";

    public static string All(IReadOnlyList<string> sentences, int named) =>
        string.Join(' ', sentences.Take(named)) + (sentences.Count > named ? $" And {sentences.Count - named} more." : "");

    /// <summary>The holder of a lock, and what to do about it.</summary>
    public static string Holder(string theLock, int pid, string role, string application) =>
        $"The session {Number(pid)} (role {role}, application '{application}') holds {theLock}. "
        + $"If it is a worker, restart it. Otherwise end it: {Terminate(pid)}.";

    public static string NoHolder(string theLock) => $"No session holds {theLock}. Start a worker, or check the workers' logs.";

    private static string Who(int pid, string role, string application) =>
        pid == 0 ? $"A prepared transaction of the role {role}"
        : application.Length == 0 ? $"Process {Number(pid)} of the role {role}"
        : $"Process {Number(pid)} of the role {role} (application {application})";

    private static string Remedy(int pid, bool mayBeEnded) =>
        pid == 0 ? "End it with ROLLBACK PREPARED."
        : mayBeEnded ? "A worker ends it after a minute."
        : $"Workers do not end it, because its role may change the tables. End it there, or run {Terminate(pid)}.";

    private static string Terminate(int pid) => $"select pg_terminate_backend({Number(pid)})";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
