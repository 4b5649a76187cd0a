namespace Enrollment.Samples;

/// <summary>Random choices, the same for the same seed.</summary>
internal sealed class Chance(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>From 0 up to but not including 1.</summary>
    public double Next() => _random.NextDouble();

    public bool Happens(double probability) => _random.NextDouble() < probability;

    public int Between(int lowest, int end) => _random.Next(lowest, end);

    public string Pick(string[] from) => from[_random.Next(from.Length)];
}
