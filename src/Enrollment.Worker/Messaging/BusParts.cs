using MassTransit;

namespace Enrollment.Worker.Messaging;

/// <summary>The one place where consumers, the saga and their queues are added to the bus.</summary>
internal static class BusParts
{
    /// <summary>Facts and their consumers: <c>services.AddFactConsumer&lt;UserCreated, UserCreatedConsumer&gt;()</c>.</summary>
    public static void AddFacts(IServiceCollection services) => _ = services;

    /// <summary>Sagas and consumers that are not of facts.</summary>
    public static void Register(IBusRegistrationConfigurator bus) => _ = bus;

    /// <summary>Their queues: <c>rabbit.ReceiveEndpoint(name, endpoint =&gt; { endpoint.AsWorkQueue(context); … })</c>.</summary>
    public static void Connect(IBusRegistrationContext context, IRabbitMqBusFactoryConfigurator rabbit) => _ = (context, rabbit);
}
