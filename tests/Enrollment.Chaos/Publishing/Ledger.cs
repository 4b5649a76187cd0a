using System.Text.Json;

namespace Enrollment.Chaos.Publishing;

/// <summary>
/// What the publisher knows, kept outside of the system: a line for each message before it is sent, and a line when the broker has
/// confirmed it. Each line
/// is flushed before anything else happens.
/// </summary>
internal sealed class Ledger(string path) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly StreamWriter _file = new(path, append: false) { AutoFlush = true };
    private long _sendings;

    /// <summary>Messages sent, repetitions counted too.</summary>
    public long Sendings => Interlocked.Read(ref _sendings);

    public void Attempt(Message message)
    {
        Interlocked.Increment(ref _sendings);
        Write(new Line("attempted", message.Id, message.Type, message.Body));
    }

    public void Confirm(Message message) => Write(new Line("confirmed", message.Id, null, message.Body));

    public void Dispose() => _file.Dispose();

    /// <summary>Reads the file again, from its first line: the judge knows nothing else.</summary>
    public static async Task<Account> Read(string path)
    {
        var account = new Account();
        await foreach (var text in File.ReadLinesAsync(path))
            account.Take(JsonSerializer.Deserialize<Line>(text)!);
        return account;
    }

    private void Write(Line line)
    {
        var text = JsonSerializer.Serialize(line);
        lock (_lock)
            _file.WriteLine(text);
    }

    internal sealed record Line(string What, string Id, string? Type, string? Body);
}
