namespace Enrollment.Chaos.Judging;

/// <summary>
/// How long each queue had no consumer at all while one could have been there: both servers answered, and a worker was at work that no
/// fault was done to. What a queue lacks while nobody can give it does not count.
/// </summary>
internal sealed class ConsumerGaps
{
    /// <summary>Within this time a lost consumer is to be there again.</summary>
    public static readonly TimeSpan MaxGap = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, TimeSpan> _lastSeen = [];
    private readonly Dictionary<string, TimeSpan> _longest = [];

    /// <summary>The longest of each queue.</summary>
    public IReadOnlyDictionary<string, TimeSpan> ByQueue => _longest;

    /// <param name="queue">The queue.</param>
    /// <param name="consumers">How many consumers the broker counts.</param>
    /// <param name="now">Since the beginning of the run.</param>
    /// <param name="possibleSince">Since when a consumer could be there; null while none can.</param>
    public void Add(string queue, uint consumers, TimeSpan now, TimeSpan? possibleSince)
    {
        _longest.TryAdd(queue, TimeSpan.Zero);
        if (consumers > 0)
            _lastSeen[queue] = now;
        else if (
            possibleSince is { } possible
            && now - Max(possible, _lastSeen.GetValueOrDefault(queue)) is var gap
            && gap > _longest[queue]
        )
            _longest[queue] = gap;
    }

    public void Check(Verdict verdict)
    {
        verdict.WithoutConsumer = _longest;
        foreach (var (queue, gap) in _longest.Where(entry => entry.Value > MaxGap))
            verdict.AddFinding("consumers", $"{queue} had no consumer for {gap.TotalSeconds:0} s although a worker could have consumed it");
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
