using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Enrollment.TestKit.Network;

/// <summary>The connection from one worker to one server: its traffic can be held, delayed, cut and observed.</summary>
public class TcpRelay : IDisposable
{
    private readonly TcpListener _listener;
    private readonly int _upstream;
    private readonly ConcurrentDictionary<RelayedConnection, bool> _connections = [];
    private volatile bool _cut;

    /// <param name="upstream">The server's port.</param>
    /// <param name="address">The address to listen on.</param>
    public TcpRelay(int upstream, IPAddress address)
    {
        _upstream = upstream;
        _listener = new TcpListener(address, 0);
        _listener.Start();
        _ = Accept();
    }

    public TcpRelay(int upstream)
        : this(upstream, IPAddress.Loopback) { }

    /// <summary>Where the worker finds the server.</summary>
    public IPEndPoint Address => (IPEndPoint)_listener.LocalEndpoint;

    /// <summary>Nothing passes towards the server; connections stay.</summary>
    public bool HoldsUp { get; set; }

    /// <summary>Nothing passes towards the worker; connections stay.</summary>
    public bool HoldsDown { get; set; }

    /// <summary>Each piece passes that much later.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>The moment at which the worker is killed.</summary>
    public KillPoint? KillPoint { get; set; }

    /// <summary>Connections are reset, and none is accepted.</summary>
    public void Cut()
    {
        _cut = true;
        foreach (var connection in _connections.Keys)
            connection.Dispose();
    }

    public virtual void Heal() => (_cut, HoldsUp, HoldsDown, Delay) = (false, false, false, TimeSpan.Zero);

    /// <summary>Whether the connection that reaches the server from this port goes through the relay.</summary>
    public bool Carries(int portAtServer) => _connections.Keys.Any(connection => connection.PortAtServer == portAtServer);

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        _cut = true;
        _listener.Stop();
        foreach (var connection in _connections.Keys)
            connection.Dispose();
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
            // The listener was stopped.
        }
    }

    private async Task Carry(TcpClient worker)
    {
        var server = new TcpClient();
        using var connection = new RelayedConnection(this, worker, server);
        _connections.TryAdd(connection, true);
        try
        {
            if (_cut)
                return;
            await server.ConnectAsync(IPAddress.Loopback, _upstream);
            await connection.Carry();
        }
        catch (Exception broken) when (broken is SocketException or IOException or ObjectDisposedException)
        {
            // One end closed; disposing closes the other.
        }
        finally
        {
            _connections.TryRemove(connection, out _);
        }
    }
}
