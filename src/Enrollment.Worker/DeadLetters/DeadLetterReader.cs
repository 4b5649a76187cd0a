using System.Globalization;
using System.Text;
using System.Text.Json;
using Enrollment.Storage.DeadLetters;
using Enrollment.Worker.Transport;
using MassTransit;

namespace Enrollment.Worker.DeadLetters;

/// <summary>
/// Creates the row of a message on a dead-letter queue. Anybody may send there, so a header is trusted only if the broker has checked the
/// user who wrote it. A message that cannot be read is stored unchanged.
/// </summary>
/// <param name="ownUser">The workers' user of the broker. Forwarded messages have it.</param>
/// <param name="isWorkQueue">Whether the broker dead-letters messages of this queue.</param>
internal sealed class DeadLetterReader(string ownUser, Func<string, bool> isWorkQueue)
{
    // Indexed values must fit into an index entry.
    private const int MaxNameLength = 400;
    private const int MaxTextLength = 4_000;

    public DeadLetter Read(ReceiveContext context, DeadLetterKind kind, DateTimeOffset now)
    {
        var delivery = Delivery.Of(context);
        var (body, ids) = (delivery.Body, DeadLetterIds.Of(delivery.Body));
        // A message that the broker dead-lettered still has the publisher's headers.
        var isForwarded = kind != DeadLetterKind.Undeliverable && delivery.User == ownUser;
        string? Forwarded(string header) => isForwarded ? delivery.Header(header) : null;
        var death = kind == DeadLetterKind.Undeliverable ? BrokerDeath.LatestOf(delivery.Properties, isWorkQueue) : null;
        var queue = Short(Forwarded(DeadLetterHeaders.Queue) ?? death?.Queue ?? delivery.Queue)!;
        return new DeadLetter
        {
            Id = DeadLetterId.Of(kind, queue, delivery.Properties.MessageId, body),
            Kind = kind,
            Queue = queue,
            MessageType = Short(Forwarded(DeadLetterHeaders.MessageType)),
            MessageId = Short(ids.Message ?? delivery.Properties.MessageId),
            LearnerId = Short(ids.Learner),
            Sender = Short(isForwarded ? delivery.Header(DeadLetterHeaders.UserId) : delivery.User),
            Application = Short(delivery.Properties.AppId),
            Reason = Storable(Forwarded(DeadLetterHeaders.Reason) ?? (death is null ? Unproven(delivery) : ReasonOf(death)), MaxTextLength),
            Problems = isForwarded ? Problems(delivery.Header(DeadLetterHeaders.Problems)) : [],
            ContentType = Short(delivery.Properties.ContentType),
            Body = DeadLetterBody.Of(body, Number(Forwarded(DeadLetterHeaders.BodyLength))),
            ReceivedAt = now,
        };
    }

    private static string ReasonOf(BrokerDeath death) => $"Dead-lettered by the broker: {death.Reason ?? "no reason given"}";

    private static string Unproven(Delivery delivery) =>
        (
            $"Sent to {delivery.Queue} by somebody else than a worker or the broker. "
            + $"It says: {delivery.Header(DeadLetterHeaders.Reason)} {delivery.Header(DeadLetterHeaders.Problems)}"
        ).TrimEnd();

    private static IReadOnlyList<DeadLetterProblem> Problems(string? json)
    {
        if (json is null)
            return [];
        try
        {
            var problems = JsonSerializer.Deserialize<List<DeadLetterProblem?>>(json) ?? [];
            return
            [
                .. problems
                    .OfType<DeadLetterProblem>()
                    .Select(problem => new DeadLetterProblem(
                        Storable(problem.Path, MaxTextLength),
                        Storable(problem.Message, MaxTextLength)
                    )),
            ];
        }
        catch (JsonException)
        {
            return [new DeadLetterProblem("$", Storable($"The header {DeadLetterHeaders.Problems} came as: {json}", MaxTextLength))];
        }
    }

    private static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string? Short(string? text) => text is null ? null : Storable(text, MaxNameLength);

    // jsonb stores neither U+0000 nor half a surrogate pair, which truncation may produce. A deserialized member may be null in spite of
    // its type.
    private static string Storable(string? text, int maxLength) =>
        Encoding
            .UTF8.GetString(
                Encoding.UTF8.GetBytes(
                    text is null ? ""
                    : text.Length > maxLength ? text[..maxLength]
                    : text
                )
            )
            .Replace('\0', '\uFFFD');
}
