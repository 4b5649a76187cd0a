using Enrollment.Operations.Conditions;
using Enrollment.Queries.Conditions;
using Enrollment.Worker.Sessions;
using Enrollment.Worker.WarmUp;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Enrollment.Worker.Health;

internal static class ConditionSetup
{
    /// <summary>Registers all conditions of a worker with their monitor.</summary>
    public static IServiceCollection AddConditions(this IServiceCollection services) =>
        services
            .AddStoredConditions()
            .AddSingleton<BrokerWatch>()
            .AddHostedService(provider => provider.GetRequiredService<BrokerWatch>())
            .AddSingleton<ICondition, DatabaseCondition>()
            .AddSingleton<ICondition, BrokerCondition>()
            .AddSingleton<ICondition, ConsumersCondition>()
            .AddSingleton<ICondition, ParkedCondition>()
            .AddSingleton<RightsCondition.OfWorker>()
            .AddHostedService<SessionGuard>()
            .AddSingleton<ICondition, WarmUpCondition>()
            .AddSingleton<ConditionMonitor>()
            .AddHostedService(provider => provider.GetRequiredService<ConditionMonitor>())
            .ConfigureHealthChecks();

    // The checks depend on the registered conditions.
    private static IServiceCollection ConfigureHealthChecks(this IServiceCollection services)
    {
        services
            .AddOptions<HealthCheckServiceOptions>()
            .PostConfigure<IEnumerable<ICondition>, ConditionMonitor>(
                (health, conditions, monitor) =>
                {
                    // MassTransit's own check reports an unreachable broker as degraded.
                    health.Registrations.Clear();
                    foreach (var condition in conditions)
                        health.Registrations.Add(
                            new HealthCheckRegistration(
                                condition.Name,
                                new ConditionHealthCheck(condition, monitor),
                                failureStatus: null,
                                tags: null
                            )
                        );
                }
            );
        return services;
    }
}
