namespace Enrollment.Chaos.Publishing;

/// <summary>What the ledger of hostile messages says in the end.</summary>
internal sealed class HostileLedgerSummary
{
    private readonly Dictionary<string, HostileLedger.Line> _attempted = new(StringComparer.Ordinal);
    private readonly HashSet<string> _confirmed = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, HostileLedger.Line> Attempted => _attempted;

    public IReadOnlySet<string> Confirmed => _confirmed;

    public void Add(HostileLedger.Line line)
    {
        if (line.What == "confirmed")
            _confirmed.Add(line.Marker);
        else
            _attempted[line.Marker] = line;
    }
}
