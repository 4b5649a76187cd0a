using System.Buffers.Binary;
using System.Text;
using Npgsql;

namespace Enrollment.Storage.Access;

/// <summary>
/// The rows of a query by binary COPY, each read where it lies: its fields hold until the next row is asked for, and nothing is made of
/// what nobody looks at.
/// </summary>
internal sealed class BinaryCopyReader : IAsyncDisposable
{
    private const int HeaderLength = 19;
    private const int LengthOfHeaderExtension = 15;

    private readonly NpgsqlRawCopyStream _copy;
    private readonly (int Start, int Length)[] _fields;
    private byte[] _buffer = new byte[128 * 1024];
    private int _next;
    private int _end;

    private BinaryCopyReader(NpgsqlRawCopyStream copy, int width) => (_copy, _fields) = (copy, new (int, int)[width]);

    /// <param name="connection">Gives nothing else until the rows are disposed of.</param>
    /// <param name="query">Without parameters, which COPY does not take.</param>
    /// <param name="width">The number of its columns.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public static async Task<BinaryCopyReader> Of(NpgsqlConnection connection, string query, int width, CancellationToken cancellationToken)
    {
        var rows = new BinaryCopyReader(
            await connection.BeginRawBinaryCopyAsync($"copy ({query}) to stdout (format binary)", cancellationToken),
            width
        );
        await rows.Have(HeaderLength, cancellationToken);
        rows._next = HeaderLength;
        await rows.Have(BinaryPrimitives.ReadInt32BigEndian(rows._buffer.AsSpan(LengthOfHeaderExtension)), cancellationToken);
        return rows;
    }

    /// <summary>The next row; false after the last one.</summary>
    public async ValueTask<bool> Next(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (IsAtEnd())
                return false;
            if (HasRow())
                return true;
            await Fill(cancellationToken);
        }
    }

    public bool IsNull(int column) => _fields[column].Length < 0;

    /// <summary>The field as it was sent; empty where it is null.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => Memory(column).Span;

    /// <summary>As <see cref="Bytes"/>.</summary>
    public ReadOnlyMemory<byte> Memory(int column) => _buffer.AsMemory(_fields[column].Start, Math.Max(0, _fields[column].Length));

    public long Number(int column) => BinaryPrimitives.ReadInt64BigEndian(Bytes(column));

    public string Text(int column) => Encoding.UTF8.GetString(Bytes(column));

    public ValueTask DisposeAsync() => _copy.DisposeAsync();

    private bool IsAtEnd() => _end - _next >= 2 && BinaryPrimitives.ReadInt16BigEndian(_buffer.AsSpan(_next)) < 0;

    private bool HasRow()
    {
        var at = _next + 2;
        for (var column = 0; column < _fields.Length; column++)
        {
            if (at + 4 > _end)
                return false;
            var length = BinaryPrimitives.ReadInt32BigEndian(_buffer.AsSpan(at));
            _fields[column] = (at + 4, length);
            at += 4 + Math.Max(0, length);
        }

        if (at > _end)
            return false;
        _next = at;
        return true;
    }

    private async ValueTask Have(int bytes, CancellationToken cancellationToken)
    {
        while (_end - _next < bytes)
            await Fill(cancellationToken);
    }

    /// <summary>What is not read yet moves to the front, in a larger buffer when it fills this one.</summary>
    private async ValueTask Fill(CancellationToken cancellationToken)
    {
        var unread = _buffer.AsMemory(_next, _end - _next);
        if (unread.Length > _buffer.Length / 2)
            _buffer = new byte[2 * _buffer.Length];
        unread.CopyTo(_buffer);
        (_next, _end) = (0, unread.Length);
        var more = await _copy.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
        _end += more > 0 ? more : throw new EndOfStreamException("The database stopped in the middle of a row.");
    }
}
