using Enrollment.Contracts;
using Enrollment.Worker.Consumers;
using Enrollment.Worker.Messaging;
using Enrollment.Worker.Nights;
using MassTransit;

namespace Enrollment.Worker.Startup;

/// <summary>The one place where consumers, the saga and their queues are added to the bus.</summary>
internal static class BusParts
{
    /// <summary>Each type of fact has its queue and its consumer.</summary>
    public static void AddFacts(IServiceCollection services) =>
        services
            .AddFactConsumer<UserCreated, UserCreatedConsumer>(together: true)
            .AddFactConsumer<UserUpdated, UserUpdatedConsumer>(together: true)
            .AddFactConsumer<UserDeactivated, UserDeactivatedConsumer>(together: true)
            .AddFactConsumer<UserReactivated, UserReactivatedConsumer>(together: true)
            .AddFactConsumer<GroupMembershipChanged, GroupMembershipChangedConsumer>(together: true)
            .AddFactConsumer<AutoEnrollmentRuleSaved, AutoEnrollmentRuleSavedConsumer>(together: true)
            .AddFactConsumer<ActivityCompleted, ActivityCompletedConsumer>(together: true);

    public static void Register(IBusRegistrationConfigurator bus) => NightlyRunSetup.ConfigureBus(bus);

    public static void Connect(IBusRegistrationContext context, IRabbitMqBusFactoryConfigurator rabbit) =>
        rabbit.ConfigureEndpoints(context);
}
