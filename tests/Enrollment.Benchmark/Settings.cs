namespace Enrollment.Benchmark;

/// <summary>What is measured, and where everything lies.</summary>
/// <param name="Learners">People at the large size.</param>
/// <param name="Groups">The groups of figures to measure.</param>
/// <param name="Worker">The worker's assembly.</param>
/// <param name="Folder">For logs and for rows on their way from table to table.</param>
/// <param name="Busy">Processes that take processor time while restarts are measured.</param>
internal sealed record Settings(int Learners, IReadOnlySet<string> Groups, string Worker, string Folder, int Busy)
{
    public const string Night = "night";
    public const string Rollover = "rollover";
    public const string Announce = "announce";
    public const string Audit = "audit";
    public const string ImmediateThroughput = "immediate-throughput";
    public const string ImmediateLatency = "immediate-latency";

    public const string Completions = "completions";
    public const string Restart = "restart";

    public const int Repetitions = 3;

    public static IReadOnlyList<string> AllGroups { get; } =
    [Night, Rollover, Announce, Audit, ImmediateThroughput, ImmediateLatency, Completions, Restart];

    /// <summary>People at the small size.</summary>
    public int Small => Learners / 10;

    /// <summary>Whom the runs before the measured one enroll; at both sizes the same number.</summary>
    public int Pilots => Math.Max(1_000, Small / 10);

    public bool Measures(params string[] groups) => Groups.Overlaps(groups);
}
