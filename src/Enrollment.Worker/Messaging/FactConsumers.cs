using Enrollment.Contracts;
using MassTransit;

namespace Enrollment.Worker.Messaging;

/// <summary>Registers who consumes a fact.</summary>
public static class FactConsumers
{
    /// <summary>Gives the fact its queue and consumer; the first registration of a type of fact stands.</summary>
    public static IServiceCollection AddFactConsumer<TFact, TConsumer>(this IServiceCollection services, bool together = false)
        where TFact : Fact
        where TConsumer : class, IConsumer<TFact>
    {
        var taken = services.Any(service => service.ImplementationInstance is FactQueue queue && queue.FactType == typeof(TFact));
        if (taken)
            return services;
        services.AddScoped<TConsumer>();
        return services.AddSingleton(new FactQueue(typeof(TFact), together, (context, endpoint) => endpoint.Consumer<TConsumer>(context)));
    }
}
