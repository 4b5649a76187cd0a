using System.Text.Json;
using Enrollment.Storage.DeadLetters;

namespace Enrollment.Chaos.Publishing;

/// <summary>What hostile publishers sent and what has to become of it, kept outside of the system as the ledger is.</summary>
internal sealed class HostileLedger(string path) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly StreamWriter _file = new(path, append: false) { AutoFlush = true };

    public void Attempt(HostileMessage message) => Write(new Line("attempted", message.Marker, message.Kind, message.MayBeEvicted));

    public void Confirm(HostileMessage message) => Write(new Line("confirmed", message.Marker, message.Kind, message.MayBeEvicted));

    public void Dispose() => _file.Dispose();

    public static async Task<HostileAccount> Read(string path)
    {
        var account = new HostileAccount();
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

    internal sealed record Line(string What, string Marker, DeadLetterKind Kind, bool MayBeEvicted);
}
