using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Enrollment.Worker.Intake;
using Enrollment.Worker.Messaging;
using MassTransit;
using RabbitMQ.Client;

namespace Enrollment.Worker.DeadLetters;

/// <summary>Makes the row of a message that arrives on one of the set-aside queues.</summary>
internal static class DeadLetterReader
{
    // Indexed values have to fit into an index row.
    private const int LongestName = 400;

    public static DeadLetter Read(ReceiveContext context, DeadLetterKind kind, DateTimeOffset now)
    {
        var delivery = context.GetPayload<RabbitMqBasicConsumeContext>();
        var properties = delivery.Properties;
        var body = context.Body.GetBytes();
        var ids = IdsIn.Body(body);
        var queue = Header(properties, SetAsideHeaders.Queue) ?? Header(properties, "x-first-death-queue") ?? "";
        return new DeadLetter
        {
            Id = IdOf(kind, queue, properties.MessageId, body),
            Kind = kind,
            Queue = Short(queue)!,
            MessageType = Short(Header(properties, SetAsideHeaders.MessageType)),
            MessageId = Short(ids.Message ?? properties.MessageId),
            LearnerId = Short(ids.Learner),
            Sender = Short(Header(properties, SetAsideHeaders.UserId) ?? properties.UserId ?? properties.AppId),
            Reason = Storable(Header(properties, SetAsideHeaders.Reason) ?? Death(properties)),
            Problems = Problems(Header(properties, SetAsideHeaders.Problems)),
            ContentType = Short(properties.ContentType),
            Body = DeadLetterBody.Of(body),
            ReceivedAt = now,
        };
    }

    private static Guid IdOf(DeadLetterKind kind, string queue, string? messageId, byte[] body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{kind}\0{queue}\0{messageId}\0"));
        hash.AppendData(body);
        return new Guid(hash.GetHashAndReset().AsSpan(0, 16));
    }

    private static string Death(IReadOnlyBasicProperties properties) =>
        $"Dead-lettered by the broker: {Header(properties, "x-first-death-reason") ?? "no reason given"}";

    private static IReadOnlyList<Problem> Problems(string? json)
    {
        if (json is null)
            return [];
        var problems = JsonSerializer.Deserialize<List<Problem>>(json) ?? [];
        return [.. problems.Select(problem => new Problem(Storable(problem.Path), Storable(problem.Message)))];
    }

    private static string? Header(IReadOnlyBasicProperties properties, string name) =>
        properties.Headers?.TryGetValue(name, out var value) != true ? null : value switch
        {
            byte[] bytes => Encoding.UTF8.GetString(bytes),
            string text => text,
            _ => null,
        };

    private static string? Short(string? text) => text is null ? null : Storable(text.Length > LongestName ? text[..LongestName] : text);

    // jsonb holds neither U+0000 nor half a surrogate pair, which cutting may leave.
    private static string Storable(string text) =>
        Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace('\0', '\uFFFD');
}
