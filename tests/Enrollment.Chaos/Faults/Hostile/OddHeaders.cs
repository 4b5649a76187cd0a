using System.Text;
using Enrollment.Chaos.Publishing;
using Enrollment.Contracts;
using Enrollment.Operations.Broker;
using Enrollment.Storage.DeadLetters;
using RabbitMQ.Client;

namespace Enrollment.Chaos.Faults.Hostile;

/// <summary>
/// Bodies that are no facts, under headers that fill a frame, that only workers and brokers write, or that are of any type.
/// </summary>
internal sealed class OddHeaders(Random random)
{
    /// <summary>With the smallest frame, more than the broker takes in one.</summary>
    private const int NearlyAFrame = 130_000;

    private static readonly Type[] FactTypes =
    [
        typeof(UserCreated),
        typeof(UserUpdated),
        typeof(UserDeactivated),
        typeof(UserReactivated),
        typeof(GroupMembershipChanged),
        typeof(AutoEnrollmentRuleSaved),
        typeof(ActivityCompleted),
        typeof(ExemptionGranted),
        typeof(ExemptionRevoked),
        typeof(DueDateExtended),
        typeof(CompletionRevoked),
        typeof(RetrainingOrdered),
    ];

    private static readonly string[] Names =
    [
        "enrollment-queue",
        "enrollment-message-type",
        "enrollment-reason",
        "enrollment-problems",
        "enrollment-user-id",
        "enrollment-body-length",
        "x-death",
        "x-first-death-queue",
        "x-delivery-count",
        "MT-Activity-Id",
        "traceparent",
        "tracestate",
        "MT-MessageType",
        "MT-Redelivery-Count",
        "MT-Fault-Address",
        "MT-Reason",
        "MessageId",
        "ConversationId",
        "ResponseAddress",
        "FaultAddress",
        "Content-Type",
        "x-delay",
    ];

    private static readonly object?[] Values =
    [
        "",
        "not json",
        "x\0y",
        new byte[] { 0xFF, 0xFE, 0xFD },
        7,
        -1L,
        1.5,
        true,
        null,
        new AmqpTimestamp(-1),
        new List<object?> { "a", 1 },
        "-1",
        "99999999999",
        new Dictionary<string, object?> { ["queue"] = "q" },
        new string('x', 5_000),
        "[null]",
        "{}",
        """[{"Path":null,"Message":null}]""",
        new List<object?>
        {
            new Dictionary<string, object?>
            {
                ["queue"] = "enrollment-user-created",
                ["reason"] = "rejected",
                ["count"] = 1L,
            },
        },
    ];

    private static readonly (string Queue, DeadLetterKind Kind)[] TerminalQueues =
    [
        (Queues.Rejected, DeadLetterKind.Rejected),
        (Queues.Failed, DeadLetterKind.Failed),
        (Queues.Undeliverable, DeadLetterKind.Undeliverable),
    ];

    public IEnumerable<HostileMessage> Messages() => [.. Large(), .. Forged(), .. Expiring(), .. StraightToTheEnd()];

    private static IEnumerable<HostileMessage> Large() =>
        FactTypes.Select(type =>
            HostileMessage.To(
                type,
                DeadLetterKind.Rejected,
                ManyProblems,
                properties => properties.Headers = new Dictionary<string, object?> { ["big"] = new string('x', NearlyAFrame) }
            )
        );

    private IEnumerable<HostileMessage> Forged() =>
        Enumerable.Range(0, 60).Select(_ => HostileMessage.To(AnyOf(FactTypes), DeadLetterKind.Rejected, NoFact, AnyHeaders));

    // Whether a worker or the broker comes first is left to the moment; the broker leaves the headers as they are. An odd x-death ends the
    // dead-lettering of RabbitMQ 3.10.8 for that queue, and a run never comes to rest: docs/operations.md, condition dead-lettering.
    private IEnumerable<HostileMessage> Expiring() =>
        Enumerable
            .Range(0, 20)
            .Select(_ =>
                HostileMessage.To(
                    AnyOf(FactTypes),
                    DeadLetterKind.Rejected,
                    NoFact,
                    properties =>
                    {
                        AnyHeaders(properties);
                        properties.Headers!.Remove("x-death");
                        properties.Expiration = "1";
                    }
                )
            );

    private IEnumerable<HostileMessage> StraightToTheEnd() =>
        Enumerable
            .Range(0, 90)
            .Select(number =>
            {
                var (queue, kind) = TerminalQueues[number % TerminalQueues.Length];
                return HostileMessage.Straight(queue, kind, NoFact, AnyHeaders);
            });

    private void AnyHeaders(BasicProperties properties)
    {
        properties.Headers = new Dictionary<string, object?>();
        for (var i = random.Next(1, 6); i > 0; i--)
            properties.Headers[AnyOf(Names)] = AnyOf(Values);
    }

    private static byte[] NoFact(string marker) => Encoding.UTF8.GetBytes($$"""{ "note": "{{marker}}" }""");

    // Thousands of problems travel in a header, too.
    private static byte[] ManyProblems(string marker) =>
        Encoding.UTF8.GetBytes(
            $$"""{ "note": "{{marker}}", "origin": "x", "groups": [{{string.Join(',', Enumerable.Repeat("1", 4_000))}}] }"""
        );

    private T AnyOf<T>(T[] all) => all[random.Next(all.Length)];
}
