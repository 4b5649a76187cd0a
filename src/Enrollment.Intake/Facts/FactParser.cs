using System.Collections.Frozen;
using System.Text.Json;
using Enrollment.Contracts;
using Enrollment.Intake.Json;
using Enrollment.Intake.Transport;

namespace Enrollment.Intake.Facts;

/// <summary>
/// Parses a body to a fact, or refuses it with all problems. No other code checks the shape of a fact.
/// </summary>
public static class FactParser
{
    public const int MostBytes = 262_144;

    private static ReadOnlySpan<byte> ByteOrderMark => "\uFEFF"u8;

    private static readonly FrozenDictionary<string, Func<FactBodyReader, Fact>> Readers = new Dictionary<
        string,
        Func<FactBodyReader, Fact>
    >
    {
        [nameof(UserCreated)] = PersonFacts.Created,
        [nameof(UserUpdated)] = PersonFacts.Updated,
        [nameof(UserDeactivated)] = PersonFacts.Deactivated,
        [nameof(UserReactivated)] = PersonFacts.Reactivated,
        [nameof(GroupMembershipChanged)] = PersonFacts.MembershipChanged,
        [nameof(AutoEnrollmentRuleSaved)] = RuleFact.Saved,
        [nameof(ActivityCompleted)] = PersonFacts.Completed,
        [nameof(ExemptionGranted)] = DecisionFacts.Granted,
        [nameof(ExemptionRevoked)] = DecisionFacts.Revoked,
        [nameof(DueDateExtended)] = DecisionFacts.Extended,
        [nameof(CompletionRevoked)] = DecisionFacts.CompletionRevoked,
        [nameof(RetrainingOrdered)] = OrderFact.Ordered,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // Only these may hold from a later date on (semantics 13).
    private static readonly string[] MayBeginLater =
    [
        nameof(UserCreated),
        nameof(UserDeactivated),
        nameof(UserReactivated),
        nameof(GroupMembershipChanged),
    ];

    /// <summary>The types of fact, by the names of their contracts.</summary>
    public static IReadOnlyCollection<string> FactTypes => Readers.Keys;

    /// <summary>Parses a body: a plain fact, or one in a MassTransit envelope.</summary>
    public static ParsedFact Read(
        string factType,
        ReadOnlyMemory<byte> utf8Body,
        DateTimeOffset now,
        TimeZoneInfo organizationZone,
        TransportProperties? transport = null
    )
    {
        if (TransportProblems.IsCloudEvent(transport ?? TransportProperties.None))
            return ParsedFact.Refused(TransportProblems.CloudEvent);
        if (utf8Body.Length > MostBytes)
            return ParsedFact.Refused($"is {utf8Body.Length} bytes; expected at most {MostBytes}");
        var body = utf8Body.Span.StartsWith(ByteOrderMark) ? utf8Body[ByteOrderMark.Length..] : utf8Body;
        if (body.IsEmpty)
            return ParsedFact.Refused("is empty; expected a JSON object");
        try
        {
            using var document = JsonDocument.Parse(body);
            return Read(factType, document.RootElement, now, organizationZone, transport);
        }
        catch (JsonException unreadable)
        {
            // The exception's text may repeat a part of the body, and so personal data.
            return ParsedFact.Refused(
                $"is not JSON, or nested deeper than 64: line {unreadable.LineNumber + 1}, "
                    + $"position {unreadable.BytePositionInLine + 1} cannot be read"
            );
        }
    }

    /// <summary>Reads parsed JSON. The transport's message id replaces a missing one.</summary>
    public static ParsedFact Read(
        string factType,
        JsonElement body,
        DateTimeOffset now,
        TimeZoneInfo organizationZone,
        TransportProperties? transport = null
    )
    {
        ArgumentNullException.ThrowIfNull(factType);
        ArgumentNullException.ThrowIfNull(organizationZone);
        if (!Readers.TryGetValue(factType, out var read))
            return ParsedFact.Refused(
                $"is of the type {ProblemText.Quoted(factType)}; expected one of {string.Join(", ", Readers.Keys.Order())}"
            );
        if (TransportProblems.IsBatchOfCloudEvents(body))
            return ParsedFact.Refused(TransportProblems.CloudEvent);
        if (body.ValueKind != JsonValueKind.Object)
            return ParsedFact.Refused($"is {AllowedKinds.NameOf(body.ValueKind)}; expected an object");
        var problems = new ProblemList();
        var plain = new JsonObjectReader(body, JsonPath.Fact, problems);
        if (TransportProblems.IsCloudEvent(plain))
            return ParsedFact.Refused(TransportProblems.CloudEvent);
        foreach (
            var problem in TransportProblems
                .In(transport ?? TransportProperties.None, factType)
                .Concat(TransportProblems.InBody(plain, factType))
        )
            problems.Add(problem);
        var messageId = transport?.MessageId;
        if (Unwrap(body, plain, problems, ref messageId) is not { } members)
            return ParsedFact.Refused(problems.All());
        if (!MayBeginLater.Contains(factType) && !members.IsAbsent(FactBodyReader.EffectiveOn))
            members.Refuse(FactBodyReader.EffectiveOn, $"is given; expected only in {string.Join(", ", MayBeginLater)}");
        return Check(read(new FactBodyReader(members, new ParseContext(now, organizationZone, messageId))), problems);
    }

    private static JsonObjectReader? Unwrap(JsonElement body, JsonObjectReader plain, ProblemList problems, ref string? messageId)
    {
        var isEnveloped = MassTransitEnvelope.Is(plain);
        JsonText.Check(body, isEnveloped ? JsonPath.Envelope : JsonPath.Fact, problems);
        if (!isEnveloped)
            return plain;
        messageId ??= MassTransitEnvelope.MessageId(plain);
        return new JsonObjectReader(body, JsonPath.Envelope, problems).Required(MassTransitEnvelope.FactMember).Object();
    }

    private static ParsedFact Check(Fact fact, ProblemList problems)
    {
        foreach (var problem in fact is AutoEnrollmentRuleSaved rule ? RuleProblems.In(rule).Concat(RuleExtensionProblems.In(rule)) : [])
            problems.Add(problem);
        return problems.Any ? ParsedFact.Refused(problems.All()) : ParsedFact.Accepted(fact);
    }
}
