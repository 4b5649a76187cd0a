namespace Enrollment.Chaos.Faults;

/// <summary>
/// Which fault comes after which, and what each draws its targets from: all of it follows from the seed alone, whatever happens meanwhile.
/// Every fault comes once, in an order drawn from the seed, before chance decides by weight.
/// </summary>
internal sealed class FaultPlan(IReadOnlyList<Fault> faults, int seed, int longestPause)
{
    private readonly Random _random = new(seed);

    /// <summary>Without end.</summary>
    public IEnumerable<Injection> Injections()
    {
        var once = faults.ToArray();
        _random.Shuffle(once);
        foreach (var fault in once)
            yield return Next(fault);
        while (true)
            yield return Next(ByWeight());
    }

    private Injection Next(Fault fault) =>
        new(fault, new Random(_random.Next()), TimeSpan.FromMilliseconds(_random.Next(200, longestPause)));

    private Fault ByWeight()
    {
        var place = _random.Next(faults.Sum(fault => fault.Weight));
        return faults.First(fault => (place -= fault.Weight) < 0);
    }
}

/// <summary>One fault to come.</summary>
/// <param name="Fault">Which.</param>
/// <param name="Random">What it draws its targets from.</param>
/// <param name="Pause">How long nothing happens after it.</param>
internal sealed record Injection(Fault Fault, Random Random, TimeSpan Pause);
