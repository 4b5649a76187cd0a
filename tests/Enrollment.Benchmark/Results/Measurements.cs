using Enrollment.Benchmark.Completions;
using Enrollment.Benchmark.Immediate;
using Enrollment.Benchmark.Nights;
using Enrollment.Benchmark.Restart;

namespace Enrollment.Benchmark.Results;

/// <summary>Everything that was measured; what was not asked for is empty.</summary>
internal sealed class Measurements(Settings settings)
{
    public Settings Settings { get; } = settings;

    /// <summary>A repetition each.</summary>
    public List<NightFigures> Small { get; } = [];

    public NightFigures? Large { get; set; }

    public ImmediateFigures? Worker { get; set; }

    public ImmediateFigures? Reference { get; set; }

    /// <summary>A repetition each.</summary>
    public IReadOnlyList<(CompletionFigures Nothing, CompletionFigures Periods)> Completions { get; set; } = [];

    /// <summary>A repetition each.</summary>
    public IReadOnlyList<RestartFigures> Restarts { get; set; } = [];
}
