using System.Text.Json;
using Enrollment.Contracts;
using Enrollment.Storage;
using Enrollment.Worker.Consuming;
using Enrollment.Worker.DeadLetters;
using Enrollment.Worker.Messaging;
using MassTransit;

namespace Enrollment.Worker.Startup;

/// <summary>The bus on RabbitMQ: a quorum queue for each type of fact, and the way to the table for what cannot be handled.</summary>
internal static class BusSetup
{
    public static IServiceCollection AddBus(this IServiceCollection services, EnrollmentOptions options)
    {
        BusParts.AddFacts(services);
        services.AddSingleton<DeadLetterForwarder>().AddSingleton<EndpointConsumers>().AddSingleton<BrokerTopology>();
        // A consumer whose channel is gone waits no longer than this for what it has in hand, and begins again.
        services.Configure<MassTransitHostOptions>(host =>
            (host.ConsumerStopTimeout, host.StopTimeout) = (TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(20))
        );
        return services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            BusParts.Register(bus);
            bus.UsingRabbitMq((context, rabbit) => Connect(context, rabbit, options));
        });
    }

    private static void Connect(IBusRegistrationContext context, IRabbitMqBusFactoryConfigurator rabbit, EnrollmentOptions options)
    {
        rabbit.Host(
            new Uri(options.RabbitMq),
            host =>
            {
                host.PublisherConfirmation = true;
                host.OnRefreshConnectionFactory = factory =>
                {
                    HeaderSafeClient.UseFor(factory);
                    return Task.CompletedTask;
                };
            }
        );
        rabbit.ConfigureJsonSerializerOptions(ContractOptions);
        // Nobody listens to the base of all facts.
        rabbit.Publish<Fact>(publish => publish.Exclude = true);
        foreach (var queue in context.GetServices<FactQueue>())
            queue.Connect(context, rabbit);
        BusParts.Connect(context, rabbit);
        DeadLetterQueues.Connect(context, rabbit);
    }

    // The bus keeps its own options for its envelope. For what is in it, the contracts decide.
    private static JsonSerializerOptions ContractOptions(JsonSerializerOptions json)
    {
        json.AllowOutOfOrderMetadataProperties = ContractJson.Options.AllowOutOfOrderMetadataProperties;
        json.RespectNullableAnnotations = ContractJson.Options.RespectNullableAnnotations;
        return json;
    }
}
