namespace Enrollment.Cli.Nightly.Watching;

/// <summary>
/// How fast a phase goes. Segments end in bursts, so a rate is that of the last seconds; once all is done it stays as it was last.
/// </summary>
internal sealed class Pace
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    private readonly Queue<(TimeSpan At, long Done)> _looks = [];

    /// <summary>Null as long as nothing was seen to move, and again once nothing does.</summary>
    public double? PerSecond { get; private set; }

    public void Look(TimeSpan at, long done, long planned)
    {
        if (done == planned && _looks.Count > 0 && _looks.Last().Done == done)
            return;
        _looks.Enqueue((at, done));
        while (_looks.Count > 2 && _looks.ElementAt(1).At <= at - Window)
            _looks.Dequeue();
        var (from, before) = _looks.Peek();
        PerSecond = done > before ? (done - before) / (at - from).TotalSeconds : null;
    }
}
