namespace Enrollment.Cli.Nightly.Watching;

/// <summary>
/// How fast a phase goes. Segments end in bursts, so a rate is that of the last seconds; once all is done it stays as it was last.
/// </summary>
internal sealed class RateEstimator
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    private readonly Queue<(TimeSpan At, long Done)> _samples = [];

    /// <summary>Null as long as nothing was seen to move, and again once nothing does.</summary>
    public double? PerSecond { get; private set; }

    public void Add(TimeSpan at, long done, long planned)
    {
        if (done == planned && _samples.Count > 0 && _samples.Last().Done == done)
            return;
        _samples.Enqueue((at, done));
        while (_samples.Count > 2 && _samples.ElementAt(1).At <= at - Window)
            _samples.Dequeue();
        var (from, before) = _samples.Peek();
        PerSecond = done > before ? (done - before) / (at - from).TotalSeconds : null;
    }
}
