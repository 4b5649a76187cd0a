using Enrollment.Queries.Conditions;
using Enrollment.Queries.Sessions;
using Enrollment.Storage.Access;
using Enrollment.Storage.Schedule;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Enrollment.Operations.Conditions;

/// <summary>Registers conditions.</summary>
public static class StoredConditionSetup
{
    /// <summary>The conditions that any process can check: a worker checks them all the time, <c>enrollctl status</c> once.</summary>
    public static IServiceCollection AddStoredConditions(this IServiceCollection services)
    {
        services.TryAddSingleton(SessionLimits.Default);
        return services
            .AddNightSchedule()
            .AddSingleton<MonitoringConnections>()
            .AddSingleton<BlockingSessions>()
            .AddSingleton<ICondition, RightsCondition>()
            .AddSingleton<ICondition, SchemaCondition>()
            .AddSingleton<ICondition, SessionsCondition>()
            .AddSingleton<ICondition, ClocksCondition>()
            .AddSingleton<ICondition, NightCondition>()
            .AddSingleton<ICondition, LedgerCondition>()
            .AddSingleton<ICondition, UpgradeCondition>()
            .AddSingleton<ICondition, LeaderCondition>()
            .AddSingleton<ICondition, AnnouncingCondition>()
            .AddSingleton<ICondition, ChainCondition>()
            .AddSingleton<ICondition, RefusedCondition>()
            .AddSingleton<ICondition, DeadLetteringCondition>();
    }
}
