using Enrollment.Contracts;
using MassTransit;
using MassTransit.Configuration;

namespace Enrollment.Worker.Consumers;

/// <summary>Registers the consumers of facts. Each type of fact has its queue and its consumer.</summary>
internal static class FactConsumers
{
    internal static IServiceCollection AddFactConsumers(this IServiceCollection services) =>
        services
            .AddFactConsumer<UserCreated, LearnerFactConsumer<UserCreated>>()
            .AddFactConsumer<UserUpdated, LearnerFactConsumer<UserUpdated>>()
            .AddFactConsumer<UserDeactivated, LearnerFactConsumer<UserDeactivated>>()
            .AddFactConsumer<UserReactivated, LearnerFactConsumer<UserReactivated>>()
            .AddFactConsumer<GroupMembershipChanged, LearnerFactConsumer<GroupMembershipChanged>>()
            .AddFactConsumer<ActivityCompleted, LearnerFactConsumer<ActivityCompleted>>()
            .AddFactConsumer<ExemptionGranted, LearnerFactConsumer<ExemptionGranted>>()
            .AddFactConsumer<ExemptionRevoked, LearnerFactConsumer<ExemptionRevoked>>()
            .AddFactConsumer<DueDateExtended, LearnerFactConsumer<DueDateExtended>>()
            .AddFactConsumer<CompletionRevoked, LearnerFactConsumer<CompletionRevoked>>()
            .AddFactConsumer<AutoEnrollmentRuleSaved, RuleConsumer>()
            .AddFactConsumer<RetrainingOrdered, OrderConsumer>();

    /// <summary>Adds the consumer of a type of fact, unless there is one.</summary>
    public static IServiceCollection AddFactConsumer<TFact, TConsumer>(this IServiceCollection services)
        where TFact : Fact
        where TConsumer : class, IConsumer<TFact>
    {
        if (!services.Any(service => service.ServiceType.IsAssignableTo(typeof(IConsumer<TFact>))))
            services.RegisterConsumer<TConsumer, FactConsumerDefinition<TFact, TConsumer>>();
        return services;
    }
}
