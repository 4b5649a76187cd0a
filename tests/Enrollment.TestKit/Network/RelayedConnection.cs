using System.Net;
using System.Net.Sockets;

namespace Enrollment.TestKit.Network;

/// <summary>One connection through a relay.</summary>
internal sealed class RelayedConnection(TcpRelay relay, TcpClient worker, TcpClient server) : IDisposable
{
    private readonly KillPoint.Observer _observer = new();

    public int PortAtServer { get; private set; }

    public async Task Carry()
    {
        PortAtServer = ((IPEndPoint)server.Client.LocalEndPoint!).Port;
        worker.NoDelay = server.NoDelay = true;
        await Task.WhenAny(Pump(worker, server, up: true), Pump(server, worker, up: false));
    }

    public void Dispose()
    {
        worker.Dispose();
        server.Dispose();
    }

    private async Task Pump(TcpClient from, TcpClient to, bool up)
    {
        var buffer = new byte[64 * 1024];
        while (await from.GetStream().ReadAsync(buffer) is var read and > 0)
        {
            if (relay.Delay > TimeSpan.Zero)
                await Task.Delay(relay.Delay);
            while (up ? relay.HoldsUp : relay.HoldsDown)
                await Task.Delay(20);
            if (relay.KillPoint is { } point && _observer.Reaches(point, buffer.AsMemory(0, read), up))
                return;
            await to.GetStream().WriteAsync(buffer.AsMemory(0, read));
        }
    }
}
