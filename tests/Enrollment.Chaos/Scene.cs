using System.Collections.Concurrent;
using Enrollment.Chaos.Publishing;
using Enrollment.Chaos.Servers;
using Enrollment.Chaos.Workers;
using Marten;

namespace Enrollment.Chaos;

/// <summary>Everything a fault can be done to.</summary>
internal sealed record Scene(
    Settings Settings,
    Database Database,
    Broker Broker,
    Crew Crew,
    LedgerPublisher Publisher,
    Traffic Traffic,
    VirtualClock Clock,
    CancellationToken Cancellation
)
{
    /// <summary>Somebody who may publish and nothing else.</summary>
    public required HostilePublisher Hostile { get; init; }

    /// <summary>Another, under a name of its own.</summary>
    public required HostilePublisher Flood { get; init; }

    /// <summary>The LMS whose queue refuses when it is full.</summary>
    public required Mailbox LimitedLms { get; init; }

    public required Enrollctl Enrollctl { get; init; }

    public required IDocumentStore Store { get; init; }

    /// <summary>What must not be and was seen meanwhile, for the verdict.</summary>
    public ConcurrentQueue<(string Check, string What)> Findings { get; } = [];

    public Task For(double seconds) => Task.Delay(TimeSpan.FromSeconds(seconds), Cancellation);

    public void Found(string check, string what)
    {
        Progress.Say($"    {check}: {what}");
        Findings.Enqueue((check, what));
    }
}
