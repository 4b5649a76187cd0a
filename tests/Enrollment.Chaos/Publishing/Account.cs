namespace Enrollment.Chaos.Publishing;

/// <summary>What the ledger says in the end.</summary>
internal sealed class Account
{
    private readonly Dictionary<string, List<Message>> _attempted = new(StringComparer.Ordinal);
    private readonly HashSet<string> _confirmed = new(StringComparer.Ordinal);

    /// <summary>Every message by its id; several where one id was sent with different bodies.</summary>
    public IReadOnlyDictionary<string, List<Message>> Attempted => _attempted;

    public IReadOnlySet<string> Confirmed => _confirmed;

    /// <summary>Messages of one id whose bodies differ.</summary>
    public bool IsConflict(string id) => _attempted[id].Count > 1;

    public void Take(Ledger.Line line)
    {
        if (line.What == "confirmed")
            _confirmed.Add(line.Id);
        else if (!_attempted.TryGetValue(line.Id, out var bodies))
            _attempted.Add(line.Id, [new Message(line.Id, line.Type!, line.Body!)]);
        else if (bodies.TrueForAll(known => known.Body != line.Body))
            bodies.Add(new Message(line.Id, line.Type!, line.Body!));
    }
}
