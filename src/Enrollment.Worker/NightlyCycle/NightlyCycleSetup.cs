using Enrollment.Worker.Clock;
using Enrollment.Worker.Storage;
using Marten;
using MassTransit;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Enrollment.Worker.NightlyCycle;

/// <summary>
/// Everything the nightly cycle needs registered; expects a <c>BusinessCalendar</c> and a <c>TimeProvider</c> among the services.
/// </summary>
public static class NightlyCycleSetup
{
    public static void ConfigureMarten(StoreOptions options)
    {
        options
            .Document<NightlyCycleState>()
            .Identity(run => run.CorrelationId)
            .UseNumericRevisions(true)
            .Metadata(m => m.Revision.MapTo(run => run.Version));
        options.Document<NightlyLedger>().UseNumericRevisions(true).Metadata(m => m.Revision.MapTo(ledger => ledger.Version));
        options.Document<PhasePlan>().Duplicate(plan => plan.BusinessDate);
        options.Document<SegmentResult>().Duplicate(result => result.BusinessDate);
    }

    public static void ConfigureBus(IBusRegistrationConfigurator bus)
    {
        bus.AddSagaStateMachine<NightlyCycle, NightlyCycleState, NightlyCycleDefinition>().MartenRepository();
        bus.AddConsumer<NightlyWorker, NightlyWorkerDefinition>();
    }

    /// <summary>Which night may begin; also for a command line.</summary>
    public static IServiceCollection AddNightSchedule(this IServiceCollection services)
    {
        services.TryAddSingleton(new MachineClock());
        services.TryAddSingleton<ClockComparison>();
        services.TryAddSingleton<NightSchedule>();
        return services;
    }

    public static IServiceCollection AddNightlyCycle(this IServiceCollection services, bool withClock)
    {
        services.AddNightSchedule();
        services.AddSingleton<NightlyRuns>();
        services.AddSingleton<OncePerRun>();
        services.AddKeyedScoped<INightlyWork, NightlyBatch>(NightlyPhase.Batch);
        services.AddKeyedScoped<INightlyWork, PeriodRollover>(NightlyPhase.Rollover);
        if (withClock)
            services.AddHostedService<NightlyClock>();
        return services;
    }
}
