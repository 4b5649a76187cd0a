using System.Collections.Concurrent;
using Enrollment.Chaos.Publishing;
using Enrollment.Chaos.Servers;
using Enrollment.Chaos.Workers;
using Marten;

namespace Enrollment.Chaos;

/// <summary>Everything a fault can be done to.</summary>
internal sealed record ChaosEnvironment(
    Settings Settings,
    Database Database,
    Broker Broker,
    WorkerPool Workers,
    LedgerPublisher Publisher,
    TrafficGenerator Traffic,
    VirtualClock Clock,
    CancellationToken CancellationToken
)
{
    /// <summary>Somebody who may publish and nothing else.</summary>
    public required HostilePublisher Hostile { get; init; }

    /// <summary>Another, under a name of its own.</summary>
    public required HostilePublisher Flood { get; init; }

    /// <summary>The LMS whose queue refuses when it is full.</summary>
    public required LmsConsumer LimitedLms { get; init; }

    public required Enrollctl Enrollctl { get; init; }

    public required IDocumentStore Store { get; init; }

    /// <summary>What must not be and was seen meanwhile, for the verdict.</summary>
    public ConcurrentQueue<(string Check, string What)> Findings { get; } = [];

    public Task DelayAsync(double seconds) => Task.Delay(TimeSpan.FromSeconds(seconds), CancellationToken);

    public void AddFinding(string check, string what)
    {
        ProgressLog.Write($"    {check}: {what}");
        Findings.Enqueue((check, what));
    }
}
