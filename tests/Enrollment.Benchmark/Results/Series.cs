namespace Enrollment.Benchmark.Results;

/// <summary>The same thing measured once or more often; empty when it was not measured.</summary>
internal sealed record Series(IReadOnlyList<double> Values)
{
    public double Median => Values.Median();

    public double Low => Values.Min();

    public double High => Values.Max();

    public bool IsEmpty => Values.Count == 0;

    public static Series Of(params double?[] values) => new([.. values.OfType<double>()]);

    public static Series Of<T>(IEnumerable<T> repetitions, Func<T, double?> value) => new([.. repetitions.Select(value).OfType<double>()]);

    /// <summary>Repetition by repetition, so that what slows the machine down for a while slows both.</summary>
    public Series By(Series other) => IsEmpty || other.IsEmpty ? Of() : new([.. Values.Zip(other.Values, (one, by) => one / by)]);

    /// <summary>Each by the median of the other, where they were not measured in pairs.</summary>
    public Series ByMedian(Series other) => IsEmpty || other.IsEmpty ? Of() : new([.. Values.Select(one => one / other.Median)]);

    /// <summary>The one value by each of the other's.</summary>
    public Series ByEach(Series other) => IsEmpty || other.IsEmpty ? Of() : new([.. other.Values.Select(by => Values[0] / by)]);
}
