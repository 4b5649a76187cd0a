using System.Diagnostics;

namespace Enrollment.Processing.Batching;

/// <summary>
/// Divides the duration of a transaction among its facts. The time to decide is measured for each fact. The rest is divided by the number
/// of events that were read and written for it.
/// </summary>
internal sealed class FactCosts(int facts)
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly TimeSpan[] _deciding = new TimeSpan[facts];
    private readonly double[] _events = [.. Enumerable.Repeat(1d, facts)];

    public void Add(int fact, TimeSpan deciding, long events)
    {
        _deciding[fact] += deciding;
        _events[fact] += events;
    }

    /// <summary>The share of each fact in the time since the start.</summary>
    public TimeSpan[] Shares()
    {
        var shared = Stopwatch.GetElapsedTime(_start) - _deciding.Aggregate(TimeSpan.Zero, (sum, one) => sum + one);
        var total = _events.Sum();
        return [.. _deciding.Zip(_events, (deciding, events) => deciding + (shared * (events / total)))];
    }
}
