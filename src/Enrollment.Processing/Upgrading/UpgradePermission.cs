using Enrollment.Processing.Nights;
using Enrollment.Storage.Nights;
using Marten;

namespace Enrollment.Processing.Upgrading;

/// <summary>Allows the first night of this version of the semantics.</summary>
public static class UpgradePermission
{
    /// <param name="store">The database.</param>
    /// <param name="machineNow">The machine's time.</param>
    /// <param name="together">Adds what is recorded in the same transaction.</param>
    /// <param name="cancellationToken">Ends it without effect.</param>
    public static Task StoreAsync(
        IDocumentStore store,
        DateTimeOffset machineNow,
        Action<IDocumentSession> together,
        CancellationToken cancellationToken
    ) =>
        ScheduleChange.StoreAsync(
            store,
            async session =>
            {
                if (await NightlySchedulerState.FindAsync(session, cancellationToken) is not { WaitsForUpgrade: true } state)
                    return;
                state.UpgradeAllowedAt = machineNow;
                state.Store(session);
                together(session);
            },
            cancellationToken
        );
}
