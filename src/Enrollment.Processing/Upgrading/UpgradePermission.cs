using Enrollment.Storage.Nights;
using JasperFx;
using Marten;

namespace Enrollment.Processing.Upgrading;

/// <summary>Allows the first night of this version of the semantics.</summary>
public static class UpgradePermission
{
    private const int Attempts = 20;

    /// <param name="store">The database.</param>
    /// <param name="machineNow">The machine's time.</param>
    /// <param name="together">Adds what is recorded in the same transaction.</param>
    /// <param name="cancellationToken">Ends it without effect.</param>
    public static async Task StoreAsync(
        IDocumentStore store,
        DateTimeOffset machineNow,
        Action<IDocumentSession> together,
        CancellationToken cancellationToken
    )
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await TryStoreAsync(store, machineNow, together, cancellationToken);
                return;
            }
            catch (Exception conflict)
                when (conflict is JasperFx.ConcurrencyException or DocumentAlreadyExistsException && attempt < Attempts)
            {
                // A worker wrote the same document.
                await Task.Delay(TimeSpan.FromMilliseconds(20), cancellationToken);
            }
        }
    }

    private static async Task TryStoreAsync(
        IDocumentStore store,
        DateTimeOffset machineNow,
        Action<IDocumentSession> together,
        CancellationToken cancellationToken
    )
    {
        await using var session = store.LightweightSession();
        if (await NightlySchedulerState.FindAsync(session, cancellationToken) is not { WaitsForUpgrade: true } state)
            return;
        state.UpgradeAllowedAt = machineNow;
        state.Store(session);
        together(session);
        await session.SaveChangesAsync(cancellationToken);
    }
}
