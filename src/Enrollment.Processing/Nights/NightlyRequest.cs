using Enrollment.Storage.Nights;
using Marten;

namespace Enrollment.Processing.Nights;

/// <summary>
/// An operator's request to run the night of a date. The stored request is the permission to run it, and the message that follows is only
/// a hint. A publisher alone therefore cannot start a night.
/// </summary>
public static class NightlyRequest
{
    /// <param name="store">The database.</param>
    /// <param name="date">The requested date. It is not stored when that night has run or is running.</param>
    /// <param name="now">The organization's time, for a deployment that has no schedule yet.</param>
    /// <param name="together">Adds what is recorded in the same transaction.</param>
    /// <param name="cancellationToken">Ends it without effect.</param>
    public static Task StoreAsync(
        IDocumentStore store,
        DateOnly date,
        DateTimeOffset now,
        Action<IDocumentSession> together,
        CancellationToken cancellationToken
    ) =>
        ScheduleChange.StoreAsync(
            store,
            async session =>
            {
                var state = await NightlySchedulerState.FindAsync(session, cancellationToken) ?? new NightlySchedulerState { Since = now };
                if (state.LastDate is not { } last || date > last)
                {
                    state.Requested = date;
                    state.Store(session);
                }

                together(session);
            },
            cancellationToken
        );
}
