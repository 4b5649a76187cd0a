using Enrollment.Processing.Nights;
using Enrollment.Storage.Nights;
using Enrollment.Storage.Schedule;
using Enrollment.Worker.Nights.Saga;
using Marten;
using MassTransit;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Enrollment.Worker.Nights;

/// <summary>
/// Registers the nightly cycle. It expects a <c>BusinessCalendar</c> and a <c>TimeProvider</c> among the services.
/// </summary>
internal static class NightlyRunSetup
{
    public static void ConfigureBus(IBusRegistrationConfigurator bus)
    {
        bus.AddSagaStateMachine<NightlyRunStateMachine, NightlyRunState, NightlyRunStateDefinition>().MartenRepository();
        bus.AddConsumer<NightlyPhaseConsumer, NightlyPhaseConsumerDefinition>();
    }

    public static IServiceCollection AddNightlyCycle(this IServiceCollection services, bool withClock)
    {
        services.AddNightSchedule();
        services.AddSingleton<RunAdmission>();
        services.AddSingleton<IdempotentPhaseExecutor>();
        services.AddKeyedSingleton<INightlyPhaseHandler, NightlyBatch>(NightlyPhase.Batch);
        services.AddKeyedSingleton<INightlyPhaseHandler, PeriodRollover>(NightlyPhase.Rollover);
        if (withClock)
            services.AddHostedService<NightlyClock>();
        return services;
    }
}
