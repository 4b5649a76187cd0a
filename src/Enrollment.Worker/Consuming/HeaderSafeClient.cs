using System.Net.Sockets;
using RabbitMQ.Client;

namespace Enrollment.Worker.Consuming;

/// <summary>
/// A connection to the broker whose headers RabbitMQ.Client can read (<see cref="HeaderDecimals"/>). It is not used with TLS, where it
/// would read ciphertext.
/// </summary>
internal sealed class HeaderSafeClient(Socket socket) : TcpClientAdapter(socket)
{
    public static void UseFor(ConnectionFactory factory)
    {
        if (!factory.Ssl.Enabled)
            factory.SocketFactory = family => new HeaderSafeClient(
                new Socket(family, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true }
            );
    }

    public override NetworkStream GetStream() => new HeaderSafeStream(Client);

    private sealed class HeaderSafeStream(Socket socket) : NetworkStream(socket)
    {
        private readonly HeaderDecimals _decimals = new();

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await base.ReadAsync(buffer, cancellationToken);
            _decimals.Pass(buffer.Span[..read]);
            return read;
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override int Read(Span<byte> buffer)
        {
            var read = base.Read(buffer);
            _decimals.Pass(buffer[..read]);
            return read;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
    }
}
