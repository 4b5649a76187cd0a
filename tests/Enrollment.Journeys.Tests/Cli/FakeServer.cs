using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Enrollment.Journeys.Tests.Cli;

/// <summary>Something that listens and is not what was expected: it answers everybody with the same text, or not at all.</summary>
internal sealed class FakeServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<TcpClient> _clients = [];

    public FakeServer(string? answer)
    {
        _listener.Start();
        _ = AnswerAsync(answer);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public static string Http(string status, string body) =>
        $"HTTP/1.1 {status}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n\r\n{body}";

    public void Dispose()
    {
        _listener.Dispose();
        _clients.ForEach(client => client.Dispose());
    }

    private async Task AnswerAsync(string? answer)
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync();
                _clients.Add(client);
                if (answer is null)
                    continue;
                _ = await client.Client.ReceiveAsync(new byte[4096], SocketFlags.None);
                await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(answer));
                client.Client.Shutdown(SocketShutdown.Send);
            }
        }
        catch (Exception over) when (over is SocketException or ObjectDisposedException or IOException or InvalidOperationException) { }
    }
}
