using Enrollment.Storage.Clock;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Enrollment.Storage.Nights;

public static class NightScheduleSetup
{
    /// <summary>Which night may begin; also for a command line.</summary>
    public static IServiceCollection AddNightSchedule(this IServiceCollection services)
    {
        services.TryAddSingleton(new MachineClock());
        services.TryAddSingleton<ClockComparison>();
        services.TryAddSingleton<NightSchedule>();
        return services;
    }
}
