using System.Text.Json;
using Enrollment.Chaos.Publishing;
using Enrollment.Domain;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Learners;
using Enrollment.Domain.Rules;
using Enrollment.Storage.Access;
using Enrollment.Storage.Orders;

namespace Enrollment.Chaos.Judging;

/// <summary>
/// What is recorded under a message's id is what was sent under it, about whom it was sent. Where an id was sent with several bodies each
/// of them may be recorded, once: the product takes for a repetition what has the same id, instant and kind and says nothing new.
/// </summary>
internal sealed class RecordingCheck(LedgerSummary account, SystemState stored)
{
    private readonly HashSet<(string Stream, string Id, string Text)> _recorded = [.. All(stored)];

    public void Check(Verdict verdict)
    {
        foreach (var (stream, id, text) in _recorded.Where(entry => account.Attempted.ContainsKey(entry.Id)))
            if (!account.Attempted[id].Exists(message => Entry(message) == (stream, id, text)))
                verdict.AddFinding("recorded wrongly", $"{stream} has under {id} what was not sent: {text}");
    }

    /// <summary>The bodies of an id that took effect: the only one; of several those that are recorded.</summary>
    public IEnumerable<Message> Effective(string id) =>
        account.IsConflict(id)
            ? account.Attempted[id].Where(message => Entry(message) is { } entry && _recorded.Contains(entry))
            : account.Attempted[id];

    public static string Text(object fact) => $"{fact.GetType().Name} {JsonSerializer.Serialize(fact, fact.GetType())}";

    private static string Text(DateOnly completedOn) => $"completed on {completedOn:yyyy-MM-dd}";

    private static IEnumerable<(string Stream, string Id, string Text)> All(SystemState stored) =>
        [
            .. stored.Of<LearnerFact>().Select(entry => (entry.Stream, entry.Fact.Stamp.MessageId, Text(entry.Fact))),
            .. stored.Of<RuleSaved>().Select(entry => (entry.Stream, entry.Fact.Stamp.MessageId, Text(entry.Fact))),
            .. stored
                .Of<CompletionRecorded>()
                // One that a rule counts for another activity is a copy.
                .Where(entry => entry.Fact.Of is null)
                .Select(entry => (entry.Stream, entry.Fact.Cause.MessageId!, Text(entry.Fact.CompletedOn))),
            .. stored.Decisions().Select(entry => (entry.Stream, entry.Id, entry.Decision.Text)),
            .. stored
                .Of<OrderRecorded>()
                .Select(entry => (entry.Stream, entry.Fact.Stamp.MessageId, $"order for {entry.Fact.ActivityId.Value}")),
        ];

    /// <summary>How the message is recorded; null for nonsense.</summary>
    private static (string Stream, string Id, string Text)? Entry(Message message) =>
        LedgerFacts.Learner(message) is var (learner, fact) ? (StreamKeys.Of(new LearnerId(learner)), message.Id, Text(fact))
        : LedgerFacts.Rule(message) is { } saved ? (StreamKeys.Of(saved.Rule.Id), message.Id, Text(saved))
        : LedgerFacts.Completion(message) is var (stream, on) ? (stream, message.Id, Text(on))
        : LedgerFacts.Decision(message) is var (enrollment, decision) ? (enrollment, message.Id, decision.Text)
        : LedgerFacts.Order(message) is { } order ? (StreamKeys.Of(new OrderId(order.OrderId)), message.Id, $"order for {order.ActivityId}")
        : null;
}
