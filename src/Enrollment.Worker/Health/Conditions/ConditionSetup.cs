using Enrollment.Worker.Auditing;
using Enrollment.Worker.Clock;
using Enrollment.Worker.NightlyCycle;
using Enrollment.Worker.Publishing;
using Enrollment.Worker.Sessions;
using Enrollment.Worker.Storage;
using Enrollment.Worker.WarmUp;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Enrollment.Worker.Health.Conditions;

/// <summary>The one place where conditions are listed.</summary>
public static class ConditionSetup
{
    /// <summary>What can be told from the stores alone: the worker watches these, <c>enrollctl status</c> asks each once.</summary>
    public static IServiceCollection AddStoredConditions(this IServiceCollection services)
    {
        services.TryAddSingleton(SessionLimits.Default);
        return services
            .AddNightSchedule()
            .AddSingleton<WatchConnections>()
            .AddSingleton<BlockingSessions>()
            .AddSingleton<ICondition, RightsCondition>()
            .AddSingleton<ICondition, SchemaCondition>()
            .AddSingleton<ICondition, SessionsCondition>()
            .AddSingleton<ICondition, ClocksCondition>()
            .AddSingleton<ICondition, NightCondition>()
            .AddSingleton<ICondition, LedgerCondition>()
            .AddSingleton<ICondition, LeaderCondition>()
            .AddSingleton<ICondition, AnnouncingCondition>()
            .AddSingleton<ICondition, ChainCondition>()
            .AddSingleton<ICondition, RefusedCondition>()
            .AddSingleton<ICondition, DeadLetteringCondition>();
    }

    /// <summary>All conditions of a worker, watched and published.</summary>
    internal static IServiceCollection AddConditions(this IServiceCollection services) =>
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

    // The checks are known only once the conditions are.
    private static IServiceCollection ConfigureHealthChecks(this IServiceCollection services)
    {
        services
            .AddOptions<HealthCheckServiceOptions>()
            .PostConfigure<IEnumerable<ICondition>, ConditionMonitor>(
                (health, conditions, monitor) =>
                {
                    // MassTransit's own check takes a broker that is away for a degraded bus.
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
