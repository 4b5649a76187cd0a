using System.Text.Json;
using Enrollment.Contracts;
using Enrollment.Storage;
using Enrollment.Worker.Consumers;
using Enrollment.Worker.Consuming;
using Enrollment.Worker.DeadLetters;
using Enrollment.Worker.Messaging;
using Enrollment.Worker.Nights;
using MassTransit;

namespace Enrollment.Worker.Startup;

/// <summary>The bus on RabbitMQ: queues of facts, of the nightly run and of dead letters.</summary>
internal static class BusSetup
{
    public static IServiceCollection AddBus(this IServiceCollection services, EnrollmentOptions options)
    {
        services.AddFactConsumers().AddSingleton<DeadLetterForwarder>().AddSingleton<EndpointConsumers>().AddSingleton<BrokerTopology>();
        // After a channel closes, its consumer waits at most this long for messages in progress, and then restarts.
        services.Configure<MassTransitHostOptions>(host =>
            (host.ConsumerStopTimeout, host.StopTimeout) = (TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(20))
        );
        return services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            NightlyRunSetup.ConfigureBus(bus);
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
        // The base type of all facts has no consumer.
        rabbit.Publish<Fact>(publish => publish.Exclude = true);
        rabbit.ConfigureEndpoints(context);
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
