using Enrollment.Storage;
using Enrollment.Storage.Clock;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Enrollment.Worker.Clock;

internal static class ClockSetup
{
    public static IServiceCollection AddClock(this IServiceCollection services, EnrollmentOptions options)
    {
        if (options.DemonstrationClock)
        {
            services.AddSingleton<DemonstrationClock>();
            services.TryAddSingleton<TimeProvider>(provider => provider.GetRequiredService<DemonstrationClock>());
            services.AddHostedService<ClockFollower>();
        }

        services.TryAddSingleton(TimeProvider.System);
        return services;
    }
}
