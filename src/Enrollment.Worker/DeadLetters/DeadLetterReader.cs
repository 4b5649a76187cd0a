using System.Globalization;
using System.Text;
using System.Text.Json;
using Enrollment.Storage.DeadLetters;
using Enrollment.Worker.Transport;
using MassTransit;

namespace Enrollment.Worker.DeadLetters;

/// <summary>
/// Makes the row of a message that arrives on a dead-letter queue. Anybody may send there, so what a header says is believed only where the
/// broker vouches for its writer, and what cannot be read is kept as it came.
/// </summary>
/// <param name="ownUser">The broker's user of the workers, which forwarded messages carry.</param>
/// <param name="isWorkQueue">Whether the broker dead-letters from this queue to here.</param>
internal sealed class DeadLetterReader(string ownUser, Func<string, bool> isWorkQueue)
{
    // Indexed values have to fit into an index row.
    private const int LongestName = 400;
    private const int LongestText = 4_000;

    public DeadLetter Read(ReceiveContext context, DeadLetterKind kind, DateTimeOffset now)
    {
        var delivery = Delivery.Of(context);
        var (body, ids) = (delivery.Body, DeadLetterIds.Of(delivery.Body));
        // What the broker dead-lettered still has the publisher's own headers.
        var isForwarded = kind != DeadLetterKind.Undeliverable && delivery.User == ownUser;
        string? Said(string header) => isForwarded ? delivery.Header(header) : null;
        var death = kind == DeadLetterKind.Undeliverable ? BrokerDeath.LatestOf(delivery.Properties, isWorkQueue) : null;
        var queue = Short(Said(DeadLetterHeaders.Queue) ?? death?.Queue ?? delivery.Queue)!;
        return new DeadLetter
        {
            Id = DeadLetterId.Of(kind, queue, delivery.Properties.MessageId, body),
            Kind = kind,
            Queue = queue,
            MessageType = Short(Said(DeadLetterHeaders.MessageType)),
            MessageId = Short(ids.Message ?? delivery.Properties.MessageId),
            LearnerId = Short(ids.Learner),
            Sender = Short(isForwarded ? delivery.Header(DeadLetterHeaders.UserId) : delivery.User),
            Application = Short(delivery.Properties.AppId),
            Reason = Storable(Said(DeadLetterHeaders.Reason) ?? (death is null ? Unproven(delivery) : ReasonOf(death)), LongestText),
            Problems = isForwarded ? Problems(delivery.Header(DeadLetterHeaders.Problems)) : [],
            ContentType = Short(delivery.Properties.ContentType),
            Body = DeadLetterBody.Of(body, Number(Said(DeadLetterHeaders.BodyLength))),
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
                    .Select(problem => new DeadLetterProblem(Storable(problem.Path, LongestText), Storable(problem.Message, LongestText))),
            ];
        }
        catch (JsonException)
        {
            return [new DeadLetterProblem("$", Storable($"The header {DeadLetterHeaders.Problems} came as: {json}", LongestText))];
        }
    }

    private static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string? Short(string? text) => text is null ? null : Storable(text, LongestName);

    // jsonb holds neither U+0000 nor half a surrogate pair, which cutting may leave. A deserialized member may be null in spite of its
    // type.
    private static string Storable(string? text, int most) =>
        Encoding
            .UTF8.GetString(
                Encoding.UTF8.GetBytes(
                    text is null ? ""
                    : text.Length > most ? text[..most]
                    : text
                )
            )
            .Replace('\0', '\uFFFD');
}
