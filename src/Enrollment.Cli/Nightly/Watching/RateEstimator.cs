namespace Enrollment.Cli.Nightly.Watching;

/// <summary>
/// Estimates the rate of a phase over the last seconds, because segments end in bursts. After the last item the rate stays unchanged.
/// </summary>
internal sealed class RateEstimator
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    private readonly Queue<(TimeSpan At, long Done)> _samples = [];

    /// <summary>Null while there is no progress.</summary>
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
