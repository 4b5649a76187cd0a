namespace Enrollment.Worker.Consuming;

/// <summary>The consumers of this process, one for each of its queues.</summary>
internal sealed class EndpointConsumers
{
    private readonly List<EndpointConsumer> _all = [];

    public IReadOnlyList<EndpointConsumer> All => _all;

    /// <summary>Must be called while the bus is configured.</summary>
    public EndpointConsumer Add(string queue, ushort maxPrefetch)
    {
        var consumer = new EndpointConsumer(queue, new PrefetchPolicy(maxPrefetch));
        _all.Add(consumer);
        return consumer;
    }
}
