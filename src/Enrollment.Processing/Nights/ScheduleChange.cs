using JasperFx;
using Marten;

namespace Enrollment.Processing.Nights;

/// <summary>Changes the stored schedule, again where a worker wrote the same document meanwhile.</summary>
internal static class ScheduleChange
{
    private const int Attempts = 20;

    /// <param name="store">The database.</param>
    /// <param name="changeAsync">Adds the change to a session, which is saved after it.</param>
    /// <param name="cancellationToken">Ends it without effect.</param>
    public static async Task StoreAsync(IDocumentStore store, Func<IDocumentSession, Task> changeAsync, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var session = store.LightweightSession();
                await changeAsync(session);
                await session.SaveChangesAsync(cancellationToken);
                return;
            }
            catch (Exception conflict)
                when (conflict is JasperFx.ConcurrencyException or DocumentAlreadyExistsException && attempt < Attempts)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), cancellationToken);
            }
        }
    }
}
