using Enrollment.Storage.DeadLetters;
using Enrollment.Worker.DeadLetters;

namespace Enrollment.Chaos.Publishing;

/// <summary>What hostile publishers sent, and the dead letter that each message has to become.</summary>
internal sealed class HostileLedger(string path) : IDisposable
{
    private readonly LedgerFile<Line> _file = new(path);

    public void Attempt(HostileMessage message) => Write("attempted", message);

    public void Confirm(HostileMessage message) => Write("confirmed", message);

    public void Dispose() => _file.Dispose();

    public static async Task<HostileLedgerSummary> ReadAsync(string path)
    {
        var summary = new HostileLedgerSummary();
        await foreach (var line in LedgerFile<Line>.ReadAsync(path))
            summary.Add(line);
        return summary;
    }

    private void Write(string what, HostileMessage message) =>
        _file.Write(new Line(what, message.Marker, message.Kind, message.MayBeEvicted));

    internal sealed record Line(string What, string Marker, DeadLetterKind Kind, bool MayBeEvicted);
}
