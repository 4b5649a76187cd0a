using System.Buffers.Binary;
using System.Text;
using Enrollment.Worker.Consuming;

namespace Enrollment.Worker.Tests.Messaging;

/// <summary>Frames as a broker sends them, cut at any place.</summary>
public sealed class When_headers_hold_decimals
{
    [Test]
    public void Should_lower_their_scale_and_change_nothing_else([Values(1, 2, 3, 5, 7, 64, 10_000)] int piece)
    {
        var sent = Frames(scale: 30);

        var decimals = new HeaderDecimals();
        for (var from = 0; from < sent.Length; from += piece)
            decimals.Pass(sent.AsSpan(from, Math.Min(piece, sent.Length - from)));

        sent.Should().Equal(Frames(scale: 28));
    }

    private static byte[] Frames(byte scale)
    {
        byte[] number = [(byte)'D', scale, 0, 0, 0, 7];
        byte[] elsewhere = [(byte)'D', 30, 0, 0, 0, 7];
        byte[] kept = [(byte)'D', 2, 0, 0, 0, 7];
        var nested = Value(
            'F',
            [.. Entry("a", Value('A', [.. number, .. Value('S', "D\u001ED\u001E"u8), (byte)'V', .. kept])), .. Entry("", number)]
        );
        byte[] headers =
        [
            .. Entry("D", nested),
            .. Entry("empty", Value('F', [])),
            .. Entry("l", [(byte)'l', .. new byte[8]]),
            .. Entry("last", number),
        ];
        byte[] header =
        [
            0,
            60,
            0,
            0,
            .. new byte[8],
            0xE0,
            0,
            .. Short("application/json"),
            .. Short("utf-8"),
            .. Value('F', headers)[1..],
        ];
        byte[] plain = [0, 60, 0, 0, .. new byte[8], 0x10, 0, 2];
        return
        [
            .. Frame(1, [0, 60, 0, 60, .. elsewhere]),
            .. Frame(2, header),
            .. Frame(3, elsewhere),
            .. Frame(2, plain),
            .. Frame(8, []),
            .. Frame(2, header),
            .. Frame(3, elsewhere),
        ];
    }

    private static byte[] Frame(byte type, byte[] payload) => [type, 0, 1, .. Length(payload.Length), .. payload, 0xCE];

    private static byte[] Entry(string name, byte[] value) => [.. Short(name), .. value];

    private static byte[] Value(char tag, ReadOnlySpan<byte> content) => [(byte)tag, .. Length(content.Length), .. content];

    private static byte[] Short(string text) => [(byte)text.Length, .. Encoding.ASCII.GetBytes(text)];

    private static byte[] Length(int length)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, length);
        return bytes;
    }
}
