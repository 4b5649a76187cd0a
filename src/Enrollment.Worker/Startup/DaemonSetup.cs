using Enrollment.Storage;
using Enrollment.Storage.Announcements;
using Enrollment.Storage.Schema;
using Enrollment.Worker.Announcing;
using JasperFx.Events.Daemon;
using Marten;

namespace Enrollment.Worker.Startup;

internal static class DaemonSetup
{
    /// <summary>The store with the daemon that announces. Subscriptions run in one process, and move to another when it ends.</summary>
    public static IServiceCollection AddStorageWithDaemon(this IServiceCollection services, EnrollmentOptions options)
    {
        // It starts before every other service.
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
