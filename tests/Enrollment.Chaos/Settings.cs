namespace Enrollment.Chaos;

/// <summary>What is to be done to whom.</summary>
/// <param name="Seconds">How long faults are injected; healing and judging come after.</param>
/// <param name="Seed">Gives the faults, their order and what they hit.</param>
/// <param name="Faults">The names or groups to take from the catalogue; empty for all.</param>
/// <param name="Folder">Servers, logs and the ledger.</param>
/// <param name="Worker">The worker's assembly.</param>
/// <param name="Enrollctl">The command line's assembly.</param>
/// <param name="OldWorker">The assembly of an earlier version; null when there is none to mix in.</param>
/// <param name="DiskCanFill">Whether the database lies on a small disk of its own.</param>
/// <param name="FakeTime">The library that puts a process' clock wrong; null where there is none.</param>
/// <param name="Network">The number of the network whose namespaces the workers live in; null when they live on loopback.</param>
internal sealed record Settings(
    int Seconds,
    int Seed,
    IReadOnlyList<string> Faults,
    string Folder,
    string Worker,
    string Enrollctl,
    string? OldWorker,
    bool DiskCanFill,
    string? FakeTime,
    int? Network
)
{
    /// <summary>Ten segments for a night that is about everybody.</summary>
    public const int People = 10_000;

    /// <summary>Messages per second while faults are injected; faults that send messages come on top.</summary>
    public const int PerSecond = 150;

    /// <summary>Dead letters that are kept: more than the publisher's own and hostile single ones, and less than a flood.</summary>
    public int MostDeadLetters => 20_000 + (20 * Seconds);

    public string HostileLedger => Path.Combine(Folder, "hostile.jsonl");

    public string Ledger => Path.Combine(Folder, "ledger.jsonl");
}
