using Enrollment.Storage.DeadLetters;

namespace Enrollment.Chaos.Judging;

/// <summary>What the judge found.</summary>
internal sealed class Verdict
{
    private readonly Dictionary<string, List<string>> _findings = [];

    public long Attempted { get; set; }

    public long Confirmed { get; set; }

    public long Applied { get; set; }

    /// <summary>Attempted, never confirmed, and accounted for all the same.</summary>
    public long Recovered { get; set; }

    public int Runs { get; set; }

    /// <summary>
    /// Runs whose counts were compared with their segments' results; those of the others were removed for their age, or they are not
    /// finished.
    /// </summary>
    public int RunsCompared { get; set; }

    /// <summary>What became of the confirmed messages: how many of each.</summary>
    public IReadOnlyDictionary<string, int> Outcomes { get; set; } = new Dictionary<string, int>();

    /// <summary>Hostile messages that were confirmed, each of which has to be one dead letter.</summary>
    public int Hostile { get; set; }

    /// <summary>Of them, those of a flood that made room for later ones.</summary>
    public int Evicted { get; set; }

    /// <summary>Everything in the table, by kind.</summary>
    public IReadOnlyDictionary<DeadLetterKind, int> DeadLetters { get; set; } = new Dictionary<DeadLetterKind, int>();

    /// <summary>The longest time for which each queue had no consumer although it could have had one.</summary>
    public IReadOnlyDictionary<string, TimeSpan> WithoutConsumer { get; set; } = new Dictionary<string, TimeSpan>();

    public int Lost => Count("lost");

    public int Duplicated => Count("doubled");

    /// <summary>In the system, and in no line of the ledger.</summary>
    public int Unexpected => Count("unexpected");

    public bool Passed => _findings.Count == 0;

    public IReadOnlyDictionary<string, List<string>> Findings => _findings;

    /// <summary>One thing that must not be.</summary>
    public void AddFinding(string check, string what)
    {
        if (!_findings.TryGetValue(check, out var all))
            _findings.Add(check, all = []);
        all.Add(what);
    }

    private int Count(string check) => _findings.TryGetValue(check, out var all) ? all.Count : 0;
}
