namespace Enrollment.Chaos.Publishing;

/// <summary>
/// What the publisher knows: a line for each message before it is sent, and a line when the broker has confirmed it.
/// </summary>
internal sealed class MessageLedger(string path) : IDisposable
{
    private readonly LedgerFile<Line> _file = new(path);
    private long _sendings;

    /// <summary>Messages sent, including repetitions.</summary>
    public long Sendings => Interlocked.Read(ref _sendings);

    public void Attempt(Message message)
    {
        Interlocked.Increment(ref _sendings);
        _file.Write(new Line("attempted", message.Id, message.Type, message.Body));
    }

    public void Confirm(Message message) => _file.Write(new Line("confirmed", message.Id, null, message.Body));

    public void Dispose() => _file.Dispose();

    /// <summary>Reads the file from its first line: the judge knows nothing else.</summary>
    public static async Task<LedgerSummary> ReadAsync(string path)
    {
        var summary = new LedgerSummary();
        await foreach (var line in LedgerFile<Line>.ReadAsync(path))
            summary.Add(line);
        return summary;
    }

    internal sealed record Line(string What, string Id, string? Type, string? Body);
}
