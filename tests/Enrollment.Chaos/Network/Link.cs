using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Enrollment.Storage.Auditing;

namespace Enrollment.Chaos.Network;

/// <summary>The way from one worker to one server: what passes can be held, slowed down, cut and watched.</summary>
internal sealed class Link : IDisposable
{
    private readonly TcpListener _listener;
    private readonly int _upstream;
    private readonly Cable? _cable;
    private readonly ConcurrentDictionary<Wire, bool> _wires = [];
    private volatile bool _cut;

    /// <param name="upstream">The server's port.</param>
    /// <param name="cable">What lies between the worker and this relay; null when it is reached on loopback.</param>
    public Link(int upstream, Cable? cable = null)
    {
        (_upstream, _cable) = (upstream, cable);
        _listener = new TcpListener(cable?.Relay ?? IPAddress.Loopback, 0);
        _listener.Start();
        _ = Accept();
    }

    /// <summary>Where the worker finds the server.</summary>
    public IPEndPoint Address => (IPEndPoint)_listener.LocalEndpoint;

    /// <summary>Nothing passes towards the server; connections stay.</summary>
    public bool HoldsUp { get; set; }

    /// <summary>Nothing passes towards the worker; connections stay.</summary>
    public bool HoldsDown { get; set; }

    /// <summary>Each piece passes that much later.</summary>
    public TimeSpan Slowness { get; set; }

    /// <summary>Watches for the moment in which its worker is to be killed.</summary>
    public KillPoint? KillPoint { get; set; }

    /// <summary>Connections are reset, and none is made.</summary>
    public void Cut()
    {
        _cut = true;
        foreach (var wire in _wires.Keys)
            wire.Dispose();
    }

    /// <summary>Packets towards the server get lost.</summary>
    public void LoseUp() => _cable?.LoseUp();

    /// <summary>Packets towards the worker get lost.</summary>
    public void LoseDown() => _cable?.LoseDown();

    public void Heal()
    {
        (_cut, HoldsUp, HoldsDown, Slowness) = (false, false, false, TimeSpan.Zero);
        _cable?.Heal();
    }

    /// <summary>The worker's end of the connection that reaches the server from a port.</summary>
    public bool Has(int portAtServer) => _wires.Keys.Any(wire => wire.PortAtServer == portAtServer);

    public void Dispose()
    {
        _cut = true;
        _listener.Stop();
        foreach (var wire in _wires.Keys)
            wire.Dispose();
    }

    private async Task Accept()
    {
        try
        {
            while (true)
                _ = Carry(await _listener.AcceptTcpClientAsync());
        }
        catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException)
        {
            // The listener was stopped: the run is over.
        }
    }

    private async Task Carry(TcpClient worker)
    {
        var server = new TcpClient();
        using var wire = new Wire(this, worker, server);
        _wires.TryAdd(wire, true);
        try
        {
            if (_cut)
                return;
            await server.ConnectAsync(IPAddress.Loopback, _upstream);
            await wire.Carry();
        }
        catch (Exception broken) when (broken is SocketException or IOException or ObjectDisposedException)
        {
            // Either end went away; the other is told by closing.
        }
        finally
        {
            _wires.TryRemove(wire, out _);
        }
    }
}
