namespace Enrollment.Chaos.Publishing;

/// <summary>What the ledger says in the end.</summary>
internal sealed class LedgerSummary
{
    private readonly Dictionary<string, List<Message>> _attempted = new(StringComparer.Ordinal);
    private readonly HashSet<string> _confirmed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> _confirmedBodies = new(StringComparer.Ordinal);

    /// <summary>Every message by its id; several where one id was sent with different bodies.</summary>
    public IReadOnlyDictionary<string, List<Message>> Attempted => _attempted;

    public IReadOnlySet<string> Confirmed => _confirmed;

    /// <summary>Messages of one id whose bodies differ.</summary>
    public bool IsConflict(string id) => _attempted[id].Count > 1;

    /// <summary>The broker has confirmed two bodies of one id: at most one of them is a repetition of what is recorded.</summary>
    public bool IsContradicted(string id) => _confirmedBodies.TryGetValue(id, out var bodies) && bodies.Count > 1;

    public void Add(MessageLedger.Line line)
    {
        if (line.What == "confirmed")
            Confirm(line);
        else if (!_attempted.TryGetValue(line.Id, out var bodies))
            _attempted.Add(line.Id, [new Message(line.Id, line.Type!, line.Body!)]);
        else if (bodies.TrueForAll(known => known.Body != line.Body))
            bodies.Add(new Message(line.Id, line.Type!, line.Body!));
    }

    private void Confirm(MessageLedger.Line line)
    {
        _confirmed.Add(line.Id);
        if (line.Body is null)
            return;
        if (!_confirmedBodies.TryGetValue(line.Id, out var bodies))
            _confirmedBodies.Add(line.Id, bodies = new HashSet<string>(StringComparer.Ordinal));
        bodies.Add(line.Body);
    }
}
