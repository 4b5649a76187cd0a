using Enrollment.Chaos.Publishing;
using Enrollment.Chaos.Servers;
using Enrollment.Chaos.Workers;

namespace Enrollment.Chaos;

/// <summary>Everything a fault can be done to.</summary>
internal sealed record Scene(Settings Settings, Database Database, Broker Broker, Crew Crew, LedgerPublisher Publisher, Traffic Traffic, VirtualClock Clock, CancellationToken Cancellation)
{
    public Task For(double seconds) => Task.Delay(TimeSpan.FromSeconds(seconds), Cancellation);
}
