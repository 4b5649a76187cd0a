using Enrollment.Storage.Nights;
using JasperFx;
using Marten;

namespace Enrollment.Processing.Nights;

/// <summary>
/// An operator's wish for the night of a date, stored in the ledger: the permission to run it. The message that follows is a hint, so
/// nobody who may only publish can bring about a night.
/// </summary>
public static class NightlyRequest
{
    private const int Tries = 20;

    /// <param name="store">Where the ledger is.</param>
    /// <param name="date">The date wished for; stored unless it was run or is running.</param>
    /// <param name="now">The organization's time, for a ledger that nobody has begun yet.</param>
    /// <param name="together">Recorded in the same transaction.</param>
    /// <param name="cancellationToken">Ends it without effect.</param>
    public static async Task StoreAsync(
        IDocumentStore store,
        DateOnly date,
        DateTimeOffset now,
        Action<IDocumentSession> together,
        CancellationToken cancellationToken
    )
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await TryStoreAsync(store, date, now, together, cancellationToken);
                return;
            }
            catch (Exception conflict) when (conflict is JasperFx.ConcurrencyException or DocumentAlreadyExistsException && attempt < Tries)
            {
                // The ledger was written at the same moment, by the start or the end of a run.
                await Task.Delay(TimeSpan.FromMilliseconds(20), cancellationToken);
            }
        }
    }

    private static async Task TryStoreAsync(
        IDocumentStore store,
        DateOnly date,
        DateTimeOffset now,
        Action<IDocumentSession> together,
        CancellationToken cancellationToken
    )
    {
        await using var session = store.LightweightSession();
        var stored = await session.LoadAsync<NightlyLedger>(NightlyLedger.TheId, cancellationToken);
        var ledger = stored ?? new NightlyLedger { Since = now };
        if (ledger.LastDate is not { } last || date > last)
        {
            ledger.Requested = date;
            if (stored is null)
                session.Insert(ledger);
            else
                session.UpdateRevision(ledger, ledger.Version + 1);
        }

        together(session);
        await session.SaveChangesAsync(cancellationToken);
    }
}
