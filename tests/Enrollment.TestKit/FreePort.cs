using System.Net;
using System.Net.Sockets;

namespace Enrollment.TestKit;

/// <summary>A port of the loopback interface that nothing uses.</summary>
public static class FreePort
{
    public static int Find()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
