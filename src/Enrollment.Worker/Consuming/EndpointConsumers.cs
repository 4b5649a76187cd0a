namespace Enrollment.Worker.Consuming;

/// <summary>The consumers of this process, one for each queue it works on.</summary>
internal sealed class EndpointConsumers
{
    private readonly List<EndpointConsumer> _all = [];

    public IReadOnlyList<EndpointConsumer> All => _all;

    /// <summary>Called while the bus is configured.</summary>
    public EndpointConsumer Add(string queue, ushort mostPrefetched)
    {
        var consumer = new EndpointConsumer(queue, new PrefetchPolicy(mostPrefetched));
        _all.Add(consumer);
        return consumer;
    }
}
