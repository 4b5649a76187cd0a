namespace Enrollment.Benchmark.Results;

/// <summary>One figure of the table.</summary>
/// <param name="Name">Its name, which is that of its ratio.</param>
/// <param name="Unit">What was measured is counted in.</param>
/// <param name="Measured">What was measured.</param>
/// <param name="Against">What it is compared with; empty where the measured value itself is the figure.</param>
/// <param name="Ratio">One by the other, of each repetition.</param>
/// <param name="Bar">What must be met; null where nothing was agreed.</param>
/// <param name="Aim">What should be.</param>
internal sealed record Figure(
    string Name,
    string Unit,
    NamedSeries Measured,
    NamedSeries Against,
    Series Ratio,
    double? Bar = null,
    double? Aim = null
)
{
    /// <summary>A rate should be high, a duration low.</summary>
    public bool HigherIsBetter => Aim > Bar;

    public Verdict Verdict =>
        Bar is null ? Verdict.None
        : Meets(Aim) ? Verdict.Aim
        : Meets(Bar) ? Verdict.Bar
        : Verdict.Missed;

    private bool Meets(double? wanted) => HigherIsBetter ? Ratio.Median >= wanted : Ratio.Median <= wanted;
}

/// <summary>A series with the name it has in the file.</summary>
internal sealed record NamedSeries(string Name, Series Values)
{
    public static NamedSeries Nothing { get; } = new("", Series.Of());
}

/// <summary>How a figure came out.</summary>
internal enum Verdict
{
    Aim,
    Bar,
    Missed,

    /// <summary>It has no bar.</summary>
    None,
}
