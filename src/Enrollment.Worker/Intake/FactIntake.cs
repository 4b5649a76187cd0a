using System.Collections.Frozen;
using System.Text.Json;
using Enrollment.Contracts;

namespace Enrollment.Worker.Intake;

/// <summary>The door: a body becomes a fact, or is refused with every problem named. Nothing behind it checks a shape again.</summary>
public static class FactIntake
{
    public const int MostBytes = 262_144;

    private static readonly FrozenDictionary<string, Func<FactBody, Fact>> Readers =
        new Dictionary<string, Func<FactBody, Fact>>
        {
            [nameof(UserCreated)] = PersonFacts.Created,
            [nameof(UserUpdated)] = PersonFacts.Updated,
            [nameof(UserDeactivated)] = PersonFacts.Deactivated,
            [nameof(UserReactivated)] = PersonFacts.Reactivated,
            [nameof(GroupMembershipChanged)] = PersonFacts.MembershipChanged,
            [nameof(AutoEnrollmentRuleSaved)] = RuleFact.Saved,
            [nameof(ActivityCompleted)] = PersonFacts.Completed,
        }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The types of fact that may come in, by the names of their contracts.</summary>
    public static IReadOnlyCollection<string> FactTypes => Readers.Keys;

    /// <summary>Reads a body as it came: a plain fact, or one in a MassTransit envelope.</summary>
    public static IntakeResult Read(
        string factType, ReadOnlyMemory<byte> utf8Body, DateTimeOffset now, TimeZoneInfo organizationZone, string? transportMessageId = null)
    {
        if (utf8Body.Length > MostBytes)
            return IntakeResult.Refused($"is {utf8Body.Length} bytes; expected at most {MostBytes}");
        if (utf8Body.IsEmpty)
            return IntakeResult.Refused("is empty; expected a JSON object");
        try
        {
            using var document = JsonDocument.Parse(utf8Body);
            return Read(factType, document.RootElement, now, organizationZone, transportMessageId);
        }
        catch (JsonException unreadable)
        {
            // The exception's own text can repeat part of the body, and with it personal data.
            return IntakeResult.Refused(
                $"is not JSON, or nested deeper than 64: line {unreadable.LineNumber + 1}, position {unreadable.BytePositionInLine + 1} cannot be read");
        }
    }

    /// <summary>Reads what is parsed already; <paramref name="messageId"/> serves where the fact gives none.</summary>
    public static IntakeResult Read(
        string factType, JsonElement body, DateTimeOffset now, TimeZoneInfo organizationZone, string? messageId = null)
    {
        ArgumentNullException.ThrowIfNull(factType);
        ArgumentNullException.ThrowIfNull(organizationZone);
        if (!Readers.TryGetValue(factType, out var read))
            return IntakeResult.Refused($"is of the type {Shown.Quoted(factType)}; expected one of {string.Join(", ", Readers.Keys.Order())}");
        if (body.ValueKind != JsonValueKind.Object)
            return IntakeResult.Refused($"is {Kinds.NameOf(body.ValueKind)}; expected an object");
        var problems = new ProblemList();
        if (Unwrap(body, problems, ref messageId) is not { } members)
            return IntakeResult.Refused(problems.All());
        return Judge(read(new FactBody(members, new Receipt(now, organizationZone, messageId))), problems);
    }

    private static ObjectReader? Unwrap(JsonElement body, ProblemList problems, ref string? messageId)
    {
        var plain = new ObjectReader(body, JsonPath.Fact, problems);
        var isEnveloped = MassTransitEnvelope.Is(plain);
        Soundness.Check(body, isEnveloped ? JsonPath.Envelope : JsonPath.Fact, problems);
        if (!isEnveloped)
            return plain;
        messageId ??= MassTransitEnvelope.MessageId(plain);
        return new ObjectReader(body, JsonPath.Envelope, problems).Required(MassTransitEnvelope.FactMember).Object();
    }

    private static IntakeResult Judge(Fact fact, ProblemList problems)
    {
        foreach (var problem in fact is AutoEnrollmentRuleSaved rule ? RuleProblems.In(rule) : [])
            problems.Add(problem);
        return problems.Any ? IntakeResult.Refused(problems.All()) : IntakeResult.Accepted(fact);
    }
}
