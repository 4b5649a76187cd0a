namespace Enrollment.Worker.Consuming;

/// <summary>
/// Reads the frames that a broker sends (AMQP 0-9-1) and limits the scale of decimals in headers to that of .NET. RabbitMQ.Client 7.2
/// closes the connection at a decimal with more than 28 fractional digits, so that one header would stop the consumers of every queue. The
/// values of publishers' headers are not used.
/// </summary>
internal sealed class HeaderDecimals
{
    private const byte HeaderFrame = 2;
    private const byte MaxScale = 28;
    private const int ContentType = 1 << 15;
    private const int ContentEncoding = 1 << 14;
    private const int Headers = 1 << 13;

    private readonly IEnumerator<long> _reading;
    private readonly Stack<(long End, bool IsTable)> _open = new();
    private long _left;
    private long _at;
    private byte _last;
    private bool _isScale;

    public HeaderDecimals() => _reading = ReadFrames();

    /// <summary>Processes the next bytes. They may end anywhere in a frame.</summary>
    public void Pass(Span<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            while (_left == 0)
            {
                _reading.MoveNext();
                _left = _reading.Current;
            }

            var taken = (int)Math.Min(_left, bytes.Length);
            (_left, _at) = (_left - taken, _at + taken);
            if (_left == 0)
                Note(ref bytes[taken - 1]);
            bytes = bytes[taken..];
        }
    }

    private void Note(ref byte last)
    {
        if (_isScale)
            last = Math.Min(last, MaxScale);
        (_last, _isScale) = (last, false);
    }

    // Each step is a number of bytes to skip. The last of them is then in _last.
    private IEnumerator<long> ReadFrames()
    {
        while (true)
        {
            yield return 1;
            var type = _last;
            yield return 2; // the channel
            long size = 0;
            for (var i = 0; i < 4; i++)
            {
                yield return 1;
                size = (size << 8) | _last;
            }

            var end = _at + size;
            if (type == HeaderFrame)
                for (var steps = ReadHeader(end); _at < end && steps.MoveNext(); )
                    yield return Math.Min(steps.Current, end - _at);
            yield return end - _at + 1; // with the byte that ends a frame
        }
    }

    private IEnumerator<long> ReadHeader(long end)
    {
        yield return 12; // class, weight, size of the body
        yield return 1;
        var flags = _last << 8;
        yield return 1;
        flags |= _last;
        foreach (var property in (int[])[ContentType, ContentEncoding])
            if ((flags & property) != 0)
            {
                yield return 1;
                yield return _last;
            }

        if ((flags & Headers) == 0)
            yield break;
        for (var steps = ReadTable(end); steps.MoveNext(); )
            yield return steps.Current;
    }

    private IEnumerator<long> ReadTable(long end)
    {
        long length = 0;
        _open.Clear();
        for (var tag = 'F'; ; )
        {
            if (tag is 'F' or 'A' or 'S' or 'x')
            {
                length = 0;
                for (var i = 0; i < 4; i++)
                {
                    yield return 1;
                    length = (length << 8) | _last;
                }
            }

            if (tag is 'F' or 'A')
                _open.Push((_at + length, tag == 'F'));
            else if (tag == 'D')
                _isScale = true;
            if (tag == 'D')
                yield return 1;
            if (tag is not ('F' or 'A'))
                yield return tag is 'S' or 'x' ? length : LengthOf(tag);
            while (_open.TryPeek(out var inner) && _at >= inner.End)
                _open.Pop();
            if (_open.Count == 0 || _at >= end)
                yield break;
            if (_open.Peek().IsTable)
            {
                yield return 1;
                yield return _last; // the name
            }

            yield return 1;
            tag = (char)_last;
            if (tag is not ('F' or 'A' or 'S' or 'x') && LengthOf(tag) < 0)
                yield break;
        }
    }

    // Of a decimal: the bytes after the scale.
    private static int LengthOf(char tag) =>
        tag switch
        {
            'V' => 0,
            't' or 'b' or 'B' => 1,
            's' or 'u' => 2,
            'I' or 'i' or 'f' or 'D' => 4,
            'l' or 'L' or 'd' or 'T' => 8,
            _ => -1,
        };
}
