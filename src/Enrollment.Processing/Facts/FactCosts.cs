using System.Diagnostics;

namespace Enrollment.Processing.Facts;

/// <summary>
/// How a transaction's time is shared among its facts: deciding is measured for each, the rest goes by the number of events read and
/// written for it.
/// </summary>
internal sealed class FactCosts(int facts)
{
    private readonly long _begun = Stopwatch.GetTimestamp();
    private readonly TimeSpan[] _deciding = new TimeSpan[facts];
    private readonly double[] _events = [.. Enumerable.Repeat(1d, facts)];

    public void Add(int fact, TimeSpan deciding, long events)
    {
        _deciding[fact] += deciding;
        _events[fact] += events;
    }

    /// <summary>Each fact's part of the time since the beginning.</summary>
    public TimeSpan[] Shares()
    {
        var shared = Stopwatch.GetElapsedTime(_begun) - _deciding.Aggregate(TimeSpan.Zero, (sum, one) => sum + one);
        var all = _events.Sum();
        return [.. _deciding.Zip(_events, (deciding, events) => deciding + (shared * (events / all)))];
    }
}
