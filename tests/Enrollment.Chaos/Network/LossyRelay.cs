using System.Net;
using Enrollment.TestKit.Network;

namespace Enrollment.Chaos.Network;

/// <summary>A relay behind a network link that can lose packets.</summary>
/// <param name="upstream">The server's port.</param>
/// <param name="link">The link between the worker and this relay; null when the worker reaches the relay on loopback.</param>
internal sealed class LossyRelay(int upstream, NetworkLink? link = null) : TcpRelay(upstream, link?.Relay ?? IPAddress.Loopback)
{
    /// <summary>Packets towards the server get lost.</summary>
    public void LoseUp() => link?.LoseUp();

    /// <summary>Packets towards the worker get lost.</summary>
    public void LoseDown() => link?.LoseDown();

    public override void Heal()
    {
        base.Heal();
        link?.Heal();
    }
}
