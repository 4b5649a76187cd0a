using System.Buffers.Binary;
using System.Text;
using Npgsql;

namespace Enrollment.Storage.Access;

/// <summary>
/// Reads the rows of a query by binary COPY. Chaining and verification read every event, so they read columns as bytes in the receive
/// buffer, without objects for values that they only hash or compare. All other queries use <see cref="Sql"/>.
/// </summary>
public sealed class BinaryCopyReader : IAsyncDisposable
{
    private const int HeaderLength = 19;
    private const int LengthOfHeaderExtension = 15;

    private readonly NpgsqlRawCopyStream _copy;
    private readonly (int Start, int Length)[] _fields;
    private byte[] _buffer = new byte[128 * 1024];
    private int _next;
    private int _end;

    private BinaryCopyReader(NpgsqlRawCopyStream copy, int width) => (_copy, _fields) = (copy, new (int, int)[width]);

    /// <param name="connection">It can do nothing else until the reader is disposed.</param>
    /// <param name="query">Without parameters, which COPY does not accept.</param>
    /// <param name="width">The number of its columns.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<BinaryCopyReader> OpenAsync(
        NpgsqlConnection connection,
        string query,
        int width,
        CancellationToken cancellationToken
    )
    {
        var reader = new BinaryCopyReader(
            await connection.BeginRawBinaryCopyAsync($"copy ({query}) to stdout (format binary)", cancellationToken),
            width
        );
        await reader.EnsureAsync(HeaderLength, cancellationToken);
        reader._next = HeaderLength;
        await reader.EnsureAsync(BinaryPrimitives.ReadInt32BigEndian(reader._buffer.AsSpan(LengthOfHeaderExtension)), cancellationToken);
        return reader;
    }

    /// <summary>Advances to the next row; false after the last one. The fields of the row before are lost.</summary>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (IsAtEnd())
                return false;
            if (HasRow())
                return true;
            await FillAsync(cancellationToken);
        }
    }

    public bool IsNull(int column) => _fields[column].Length < 0;

    /// <summary>The field as the database sent it; empty if it is null.</summary>
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

    private async ValueTask EnsureAsync(int bytes, CancellationToken cancellationToken)
    {
        while (_end - _next < bytes)
            await FillAsync(cancellationToken);
    }

    /// <summary>Moves unread bytes to the front, into a larger buffer if they fill more than half of this one, and receives more.</summary>
    private async ValueTask FillAsync(CancellationToken cancellationToken)
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
