using Enrollment.Chaos.Publishing;
using Enrollment.Domain;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Learners;
using Enrollment.Processing.Conflicts;
using Enrollment.Processing.Facts;
using Enrollment.Queries.Auditing;
using Enrollment.Storage.DeadLetters;

namespace Enrollment.Chaos.Judging;

/// <summary>
/// Compares the ledger, which is the publisher's, with what the system holds and what the LMS received. Nothing the system says of itself
/// (metrics, logs, health) counts.
/// </summary>
/// <param name="account">The publisher's ledger.</param>
/// <param name="hostile">The ledger of those who mean no good.</param>
/// <param name="stored">What the system holds.</param>
/// <param name="received">What each LMS received, by its queue.</param>
/// <param name="lastNight">The date of the last night.</param>
internal sealed class Judge(
    LedgerSummary account,
    HostileLedgerSummary hostile,
    SystemState stored,
    IReadOnlyDictionary<string, IReadOnlyDictionary<Guid, ReceivedAnnouncement>> received,
    DateOnly lastNight
)
{
    private const string Applied = "applied";
    private const string AlreadyKnown = "known already";

    private readonly Verdict _verdict = new();
    private readonly HashSet<string> _applied = stored.Applied();

    // A conflict says nothing about the id's other body.
    private readonly Dictionary<string, string> _deadLetters = stored
        .DeadLetters.Where(letter => letter.MessageId is not null && letter.Kind is not DeadLetterKind.Conflict)
        .GroupBy(letter => letter.MessageId!)
        .ToDictionary(letters => letters.Key, letters => letters.First().Kind.ToString().ToLowerInvariant());

    private readonly HashSet<(string Stream, DateOnly On)> _completions =
    [
        .. stored.Of<CompletionRecorded>().Select(entry => (entry.Stream, entry.Fact.CompletedOn)),
    ];

    private readonly HashSet<(string Stream, DecisionText Decision)> _decisions =
    [
        .. stored.Decisions().Select(entry => (entry.Stream, entry.Decision)),
    ];

    private readonly Dictionary<ExemptionId, Stamp> _exemptions = stored
        .Of<ExemptionRecorded>()
        .GroupBy(entry => entry.Fact.ExemptionId, entry => entry.Fact.Stamp)
        .ToDictionary(stamps => stamps.Key, stamps => stamps.Aggregate((latest, stamp) => stamp.Supersedes(latest) ? stamp : latest));

    public Verdict Evaluate()
    {
        Count();
        DuplicateCheck.Check(stored, _verdict);
        new NightlyRunCheck(stored, lastNight, _verdict).Check();
        var recordings = new RecordingCheck(account, stored);
        recordings.Check(_verdict);
        new ModelCheck(account, stored, recordings, _applied, lastNight).Check(_verdict);
        StreamCheck.Check(stored, _verdict);
        AnnouncementCheck.Check(stored, _verdict);
        foreach (var (queue, came) in received)
            AnnouncementCheck.Check(stored, queue, came, _verdict);
        new DeadLetterCheck(account, hostile, stored).Check(_verdict);
        return _verdict;
    }

    private void Count()
    {
        _verdict.Attempted = account.Attempted.Count;
        _verdict.Confirmed = account.Confirmed.Count;
        _verdict.Applied = account.Attempted.Keys.Count(_applied.Contains);
        _verdict.Recovered = account.Attempted.Keys.Count(id => !account.Confirmed.Contains(id) && OutcomeOf(id) is not null);
        _verdict.Outcomes = account.Confirmed.CountBy(id => OutcomeOf(id) ?? "lost").ToDictionary();
        foreach (var id in account.Confirmed.Where(id => !MayEndAs(account.Attempted[id][0], OutcomeOf(id))))
            _verdict.AddFinding(
                "wrongly a dead letter",
                $"{account.Attempted[id][0].Type} {id} is {OutcomeOf(id)}, "
                    + $"{stored.DeadLetters.First(letter => letter.MessageId == id).Reason}"
            );
        foreach (var id in account.Confirmed.Where(id => OutcomeOf(id) is null))
            _verdict.AddFinding("lost", $"{account.Attempted[id][0].Type} {id} was confirmed and left no trace");
        foreach (var id in _applied.Where(id => !account.Attempted.ContainsKey(id)))
            _verdict.AddFinding("unexpected", $"message {id} was applied and never sent");
    }

    /// <summary>
    /// Only nonsense is rejected and only poison fails: every other dead-lettered message was sent again after everything was healed.
    /// Poison may also have been rejected before because it was dated in the future.
    /// </summary>
    private static bool MayEndAs(Message message, string? fate) =>
        fate switch
        {
            null or Applied or AlreadyKnown => true,
            "failed" => LedgerFacts.IsPoison(message),
            _ => LedgerFacts.IsNonsense(message) || LedgerFacts.IsPoison(message),
        };

    /// <summary>Of each exemption the latest fact wins, and an earlier one that comes after it is not recorded.</summary>
    private bool IsSuperseded(Message message) =>
        LedgerFacts.Exemption(message) is var (id, stamp) && _exemptions.TryGetValue(id, out var latest) && latest.Supersedes(stamp);

    /// <summary>Applied, or kept aside with its reason, or a completion that was known already; null when it left no trace.</summary>
    private string? OutcomeOf(string id)
    {
        if (_applied.Contains(id))
            return Applied;
        if (account.Attempted[id].Exists(message => LedgerFacts.Completion(message) is { } completion && _completions.Contains(completion)))
            return AlreadyKnown;
        // A decision that says nothing new is not recorded again.
        if (account.Attempted[id].Exists(message => LedgerFacts.Decision(message) is { } decision && _decisions.Contains(decision)))
            return AlreadyKnown;
        if (account.Attempted[id].Exists(IsSuperseded))
            return AlreadyKnown;
        return _deadLetters.GetValueOrDefault(id);
    }
}
