using Enrollment.Storage;
using Enrollment.Storage.Announcements;
using Enrollment.Storage.Schema;
using Enrollment.Worker.Announcing;
using JasperFx.Events.Daemon;
using Marten;

namespace Enrollment.Worker.Startup;

internal static class DaemonSetup
{
    /// <summary>The store with the daemon that announces: subscriptions run on one process at a time, and move when it dies.</summary>
    public static IServiceCollection AddStorageWithDaemon(this IServiceCollection services, EnrollmentOptions options)
    {
        // First of all that is started.
        services.AddHostedService<SchemaStart>();
        return services.AddStorage(options, AddDaemon).AddHostedService<DaemonGuard>();
    }

    private static void AddDaemon(MartenServiceCollectionExtensions.MartenConfigurationExpression marten) =>
        marten
            .AddAsyncDaemon(DaemonMode.HotCold)
            .AddSubscriptionWithServices<AnnouncementSubscription>(
                ServiceLifetime.Singleton,
                subscription => subscription.Name = AnnouncementProgress.Name
            );
}
