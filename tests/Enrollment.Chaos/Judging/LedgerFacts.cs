using System.Text.Json;
using Enrollment.Chaos.Publishing;
using Enrollment.Contracts;
using Enrollment.Domain;
using Enrollment.Domain.Learners;
using Enrollment.Domain.Rules;
using Enrollment.Intake.Mapping;
using Enrollment.Storage.Access;

namespace Enrollment.Chaos.Judging;

/// <summary>What the ledger's messages say, in the core's words.</summary>
internal static class LedgerFacts
{
    /// <summary>Whom it is about, and what; null for rules, completions and nonsense.</summary>
    public static (string Learner, LearnerFact Fact)? Learner(Message message) =>
        message.Type switch
        {
            nameof(UserCreated) when Read<UserCreated>(message) is { } fact => (fact.UserId, fact.ToDomain(VirtualClock.Calendar)),
            nameof(UserUpdated) when Read<UserUpdated>(message) is { } fact => (fact.UserId, fact.ToDomain()),
            nameof(UserDeactivated) when Read<UserDeactivated>(message) is { } fact => (fact.UserId, fact.ToDomain(VirtualClock.Calendar)),
            nameof(UserReactivated) when Read<UserReactivated>(message) is { } fact => (fact.UserId, fact.ToDomain(VirtualClock.Calendar)),
            nameof(GroupMembershipChanged) when Read<GroupMembershipChanged>(message) is { } fact => (
                fact.UserId,
                fact.ToDomain(VirtualClock.Calendar)
            ),
            _ => null,
        };

    public static RuleSaved? Rule(Message message) =>
        message.Type == nameof(AutoEnrollmentRuleSaved) ? Read<AutoEnrollmentRuleSaved>(message)?.ToDomain() : null;

    /// <summary>The stream in which it is recorded, and the date it is judged by.</summary>
    public static (string Stream, DateOnly On)? Completion(Message message) =>
        message.Type == nameof(ActivityCompleted) && Read<ActivityCompleted>(message) is { } fact
            ? (StreamOf(fact.ActivityId, fact.UserId), fact.CompletedOn)
            : null;

    /// <summary>The stream in which a decision about one learner is recorded, and what is recorded.</summary>
    public static (string Stream, DecisionText Decision)? Decision(Message message) =>
        message.Type switch
        {
            nameof(ExemptionGranted) when Read<ExemptionGranted>(message) is { } fact => (
                StreamOf(fact.ActivityId, fact.UserId),
                DecisionText.Granted(fact.ExemptionId, fact.From ?? VirtualClock.Calendar.DateOf(fact.OccurredAt), fact.Until)
            ),
            nameof(ExemptionRevoked) when Read<ExemptionRevoked>(message) is { } fact => (
                StreamOf(fact.ActivityId, fact.UserId),
                DecisionText.Ended(fact.ExemptionId)
            ),
            nameof(DueDateExtended) when Read<DueDateExtended>(message) is { } fact => (
                StreamOf(fact.ActivityId, fact.UserId),
                DecisionText.Extended(fact.Due)
            ),
            nameof(CompletionRevoked) when Read<CompletionRevoked>(message) is { } fact => (
                StreamOf(fact.ActivityId, fact.UserId),
                DecisionText.Revoked(fact.CompletedOn)
            ),
            _ => null,
        };

    /// <summary>The exemption that is granted or revoked, and when.</summary>
    public static (ExemptionId Id, Stamp Stamp)? Exemption(Message message) =>
        message.Type switch
        {
            nameof(ExemptionGranted) when Read<ExemptionGranted>(message) is { } fact => (new ExemptionId(fact.ExemptionId), fact.Stamp()),
            nameof(ExemptionRevoked) when Read<ExemptionRevoked>(message) is { } fact => (new ExemptionId(fact.ExemptionId), fact.Stamp()),
            _ => null,
        };

    public static RetrainingOrdered? Order(Message message) =>
        message.Type == nameof(RetrainingOrdered) ? Read<RetrainingOrdered>(message) : null;

    private static string StreamOf(string activity, string learner) => StreamKeys.Of(new ActivityId(activity), new LearnerId(learner));

    /// <summary>What the traffic sends to be refused.</summary>
    public static bool IsNonsense(Message message) => message.Body.Contains("\"the day before\"", StringComparison.Ordinal);

    /// <summary>About a learner whose events the database refuses or delays, or whose readers are killed.</summary>
    public static bool IsPoison(Message message) => message.Body.Contains("\"poison-", StringComparison.Ordinal);

    private static T? Read<T>(Message message)
        where T : Fact
    {
        try
        {
            return JsonSerializer.Deserialize<T>(message.Body, ContractJson.Options) is { } fact
                ? fact with
                {
                    OccurredAt = Kept(fact.OccurredAt),
                }
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>An instant as validation normalizes it: UTC, to the microsecond.</summary>
    private static DateTimeOffset Kept(DateTimeOffset instant) =>
        instant.ToUniversalTime().AddTicks(-(instant.Ticks % TimeSpan.TicksPerMicrosecond));
}
