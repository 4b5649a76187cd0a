using System.Text.Json;

namespace Enrollment.Chaos.Publishing;

/// <summary>A ledger kept outside of the system: one JSON object a line, flushed before anything else happens.</summary>
internal sealed class LedgerFile<TLine>(string path) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly StreamWriter _file = new(path, append: false) { AutoFlush = true };

    public void Write(TLine line)
    {
        var text = JsonSerializer.Serialize(line);
        lock (_lock)
            _file.WriteLine(text);
    }

    public static async IAsyncEnumerable<TLine> ReadAsync(string path)
    {
        await foreach (var text in File.ReadLinesAsync(path))
            yield return JsonSerializer.Deserialize<TLine>(text)!;
    }

    public void Dispose() => _file.Dispose();
}
