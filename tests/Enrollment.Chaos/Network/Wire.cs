using System.Net;
using System.Net.Sockets;
using Enrollment.Storage.Auditing;

namespace Enrollment.Chaos.Network;

/// <summary>One connection through a link.</summary>
internal sealed class Wire(Link link, TcpClient worker, TcpClient server) : IDisposable
{
    private readonly KillPoint.Watch _watch = new();

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
            if (link.Slowness > TimeSpan.Zero)
                await Task.Delay(link.Slowness);
            while (up ? link.HoldsUp : link.HoldsDown)
                await Task.Delay(20);
            if (link.KillPoint is { } point && _watch.Reaches(point, buffer.AsMemory(0, read), up))
                return;
            await to.GetStream().WriteAsync(buffer.AsMemory(0, read));
        }
    }
}
