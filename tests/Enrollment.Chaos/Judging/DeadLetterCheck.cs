using Enrollment.Chaos.Publishing;
using Enrollment.Operations.Broker;
using Enrollment.Processing.Facts;
using Enrollment.Processing.Nights;
using Enrollment.Storage.DeadLetters;
using Enrollment.Worker.Nights;

namespace Enrollment.Chaos.Judging;

/// <summary>
/// Each hostile message is one dead letter of the kind that fits it. A conflict belongs to an id that was sent with two bodies, each of
/// which is recorded or kept.
/// Only poison fails. Nothing else is kept but what the ledgers name.
/// </summary>
internal sealed class DeadLetterCheck(LedgerSummary account, HostileLedgerSummary hostile, SystemState stored)
{
    private static readonly string[] OfTheNight = [Queues.NightlyCycle, Queues.NightlySegments];

    private readonly ILookup<string?, DeadLetter> _letters = stored.DeadLetters.ToLookup(HostileMessage.MarkerIn);

    public void Check(Verdict verdict)
    {
        foreach (var marker in hostile.Attempted.Keys)
            CheckLetter(hostile.Attempted[marker], [.. _letters[marker]], verdict);
        foreach (var letter in _letters[null])
            CheckLetter(letter, verdict);
        foreach (
            var letter in _letters
                .Where(letters => letters.Key is not null && !hostile.Attempted.ContainsKey(letters.Key))
                .SelectMany(letters => letters)
        )
            verdict.AddFinding("unexpected", $"dead letter {letter.Id} of {letter.Queue} has a marker that nobody sent");
        foreach (var id in account.Attempted.Keys.Where(IsUnreportedConflict))
            verdict.AddFinding("dead letters", $"two bodies of {id} were confirmed, and none of them is kept as a conflict");
        (verdict.Hostile, verdict.Evicted) = (hostile.Confirmed.Count, hostile.Confirmed.Count(marker => !_letters[marker].Any()));
        verdict.DeadLetters = stored.DeadLetters.CountBy(letter => letter.Kind).ToDictionary();
    }

    /// <summary>
    /// What killed or stopped workers have handed out too often is undeliverable, whatever it is; it may have been kept before the last of
    /// them stopped.
    /// </summary>
    private void CheckLetter(HostileLedger.Line sent, DeadLetter[] letters, Verdict verdict)
    {
        if (letters.Length == 0 && hostile.Confirmed.Contains(sent.Marker) && !sent.MayBeEvicted)
            verdict.AddFinding("lost", $"hostile message {sent.Marker} was confirmed and is no dead letter");
        foreach (var letter in letters.Where(letter => letter.Kind != sent.Kind && letter.Kind != DeadLetterKind.Undeliverable))
            verdict.AddFinding(
                "dead letters",
                $"hostile message {sent.Marker} is {letter.Kind} and should be {sent.Kind}: {letter.Reason}"
            );
        foreach (var kind in letters.CountBy(letter => letter.Kind).Where(kind => kind.Value > 1))
            verdict.AddFinding("doubled", $"hostile message {sent.Marker} is {kind.Value} dead letters of the kind {kind.Key}");
    }

    private void CheckLetter(DeadLetter letter, Verdict verdict)
    {
        var sent = letter.MessageId is { } id ? account.Attempted.GetValueOrDefault(id) : null;
        // The night's commands have no publisher, and are sent again.
        if (sent is null && letter.Kind == DeadLetterKind.Undeliverable && OfTheNight.Contains(letter.Queue))
            return;
        if (sent is null)
            verdict.AddFinding(
                "unexpected",
                $"dead letter {letter.Id} of {letter.Queue} is {letter.Kind} and of nobody's message: {letter.Reason}"
            );
        else if (letter.Kind == DeadLetterKind.Failed && !sent.Exists(LedgerFacts.IsPoison))
            verdict.AddFinding("dead letters", $"{sent[0].Type} {letter.MessageId} failed: {letter.Reason}");
        else if (letter.Kind == DeadLetterKind.Conflict && !account.IsConflict(letter.MessageId!))
            verdict.AddFinding(
                "dead letters",
                $"{sent[0].Type} {letter.MessageId} is kept as a conflict and was sent with one body only: {letter.Reason}"
            );
    }

    // A body may still be dead-lettered for another reason; then it is no conflict yet.
    private bool IsUnreportedConflict(string id) =>
        account.IsContradicted(id) && !stored.DeadLetters.Any(letter => letter.MessageId == id && letter.Kind is DeadLetterKind.Conflict);
}
