using Enrollment.Processing.Nights;
using Enrollment.Storage.Nights;
using Enrollment.Storage.Schedule;
using Enrollment.Worker.Nights.Saga;
using Marten;
using MassTransit;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Enrollment.Worker.Nights;

/// <summary>
/// Everything the nightly cycle needs registered; expects a <c>BusinessCalendar</c> and a <c>TimeProvider</c> among the services.
/// </summary>
public static class NightlyRunSetup
{
    public static void ConfigureBus(IBusRegistrationConfigurator bus)
    {
        bus.AddSagaStateMachine<NightlyRunStateMachine, NightlyRunState, NightlyRunStateDefinition>().MartenRepository();
        bus.AddConsumer<NightlyWorker, NightlyWorkerDefinition>();
    }

    public static IServiceCollection AddNightlyCycle(this IServiceCollection services, bool withClock)
    {
        services.AddNightSchedule();
        services.AddSingleton<RunAdmission>();
        services.AddSingleton<IdempotentPhaseExecutor>();
        services.AddKeyedScoped<INightlyWork, NightlyBatch>(NightlyPhase.Batch);
        services.AddKeyedScoped<INightlyWork, PeriodRollover>(NightlyPhase.Rollover);
        if (withClock)
            services.AddHostedService<NightlyClock>();
        return services;
    }
}
