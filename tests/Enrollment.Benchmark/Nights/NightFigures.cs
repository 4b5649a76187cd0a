using Enrollment.Benchmark.Auditing;

namespace Enrollment.Benchmark.Nights;

/// <summary>What was measured on one database.</summary>
/// <param name="Learners">People in it.</param>
/// <param name="Full">The run that enrolls all of them.</param>
/// <param name="Noop">The run right after it, with nothing to do.</param>
internal sealed record NightFigures(int Learners, NightlyRunResult Full, NightlyRunResult Noop)
{
    /// <summary>A run with some changed people.</summary>
    public NightlyRunResult? Daily { get; init; }

    /// <summary>The run in which scheduled enrollments of all of them open.</summary>
    public NightlyRunResult? Rollover { get; init; }

    /// <summary>Rows for one enrollment each second, by plain COPY.</summary>
    public double? CopyPerSecond { get; init; }

    /// <summary>Messages each second while the full night ran.</summary>
    public double AnnouncedPerSecond { get; init; }

    /// <summary>Messages each second from the start of the full night until the last of them was sent.</summary>
    public double AnnouncedToTheEndPerSecond { get; init; }

    /// <summary>Messages each second from a bare publisher.</summary>
    public double? BarePerSecond { get; init; }

    /// <summary>Of everything that was stored when the full night had ended.</summary>
    public AuditFigures? Audit { get; init; }

    public AsOfFigures? AsOf { get; init; }

    public double BytesPerEnrollment { get; init; }

    public double PeakMegabytes { get; init; }

    public double SecondsPerEnrollment => Full.Seconds / Learners;
}
