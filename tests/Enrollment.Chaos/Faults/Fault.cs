using Enrollment.Processing.Facts;

namespace Enrollment.Chaos.Faults;

/// <summary>One kind of fault; it is over, and healed, when it returns.</summary>
/// <param name="Name">Group and kind, as in <c>worker.kill</c>.</param>
/// <param name="Weight">How often it is chosen, in proportion to the others.</param>
/// <param name="Inject">Does it; draws what it hits from the number generator it is given.</param>
internal sealed record Fault(string Name, int Weight, Func<ChaosEnvironment, Random, Task> Inject)
{
    /// <summary>Why it cannot be done here; null when it can.</summary>
    public Func<Settings, string?> UnavailableReason { get; init; } = _ => null;

    public Lane Lane { get; init; } = Lane.Long;

    public string Group => Name.Split('.')[0];

    /// <summary>Whether it is meant by a name of the command line.</summary>
    public bool Matches(string name) => name == Name || name == Group;
}

/// <summary>Faults of one lane come one after the other; those of another come beside them, in an order of their own.</summary>
internal enum Lane
{
    /// <summary>Takes seconds and disturbs much.</summary>
    Long,

    /// <summary>Takes no time, or waits only for its moment.</summary>
    Quick,

    /// <summary>Lasts for up to a minute or two by its nature, while everything else goes on.</summary>
    Lasting,
}
