using System.Text.Json;

namespace Enrollment.Benchmark.Servers;

/// <summary>A queue and its consumer, as the broker describes them.</summary>
internal sealed record QueueDescription(IReadOnlyDictionary<string, JsonElement> Arguments, ushort Prefetch)
{
    /// <summary>Waits until the queue has a consumer: the broker notices some seconds late.</summary>
    public static async Task<QueueDescription> OfAsync(Uri rabbitMq, string queue, CancellationToken cancellationToken)
    {
        JsonElement described = default;
        await Polling.UntilAsync(
            async () =>
            {
                described = await Server.DescribeAsync($"/api/queues{rabbitMq.AbsolutePath}/{queue}");
                return Consumers(described).Length > 0;
            },
            $"the queue {queue} has a consumer",
            TimeSpan.FromMinutes(1),
            cancellationToken
        );
        return new QueueDescription(
            described
                .GetProperty("arguments")
                .EnumerateObject()
                .ToDictionary(argument => argument.Name, argument => argument.Value.Clone()),
            Consumers(described)[0].GetProperty("prefetch_count").GetUInt16()
        );
    }

    private static JsonElement[] Consumers(JsonElement queue) =>
        queue.TryGetProperty("consumer_details", out var consumers) ? [.. consumers.EnumerateArray()] : [];
}
