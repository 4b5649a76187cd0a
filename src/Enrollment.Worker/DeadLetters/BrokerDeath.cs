using Enrollment.Worker.Transport;
using RabbitMQ.Client;

namespace Enrollment.Worker.DeadLetters;

/// <summary>The queue and the reason of a dead-lettering by the broker.</summary>
internal sealed record BrokerDeath(string Queue, string? Reason)
{
    /// <summary>
    /// The first entry of <c>x-death</c>, which the broker writes at each dead-lettering. It does not overwrite other headers of a
    /// publisher, such as <c>x-first-death-queue</c>. A message of a publisher may have any entry, so only work queues are accepted.
    /// </summary>
    public static BrokerDeath? LatestOf(IReadOnlyBasicProperties properties, Func<string, bool> isWorkQueue) =>
        properties.Headers?.TryGetValue("x-death", out var deaths) == true
        && deaths is IList<object?> { Count: > 0 } list
        && list[0] is IDictionary<string, object?> latest
        && TextIn(latest, "queue") is { } queue
        && isWorkQueue(queue)
            ? new BrokerDeath(queue, TextIn(latest, "reason"))
            : null;

    private static string? TextIn(IDictionary<string, object?> entry, string name) =>
        entry.TryGetValue(name, out var value) ? Delivery.TextOf(value) : null;
}
