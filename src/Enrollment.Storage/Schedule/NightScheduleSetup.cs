using Enrollment.Storage.Clock;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Enrollment.Storage.Schedule;

/// <summary>Registers the schedule of the nights.</summary>
public static class NightScheduleSetup
{
    /// <summary>Registers the decision which night may begin, for the worker and for enrollctl.</summary>
    public static IServiceCollection AddNightSchedule(this IServiceCollection services)
    {
        services.TryAddSingleton(new MachineClock());
        services.TryAddSingleton<ClockComparison>();
        services.TryAddSingleton<NightSchedule>();
        return services;
    }
}
