using Enrollment.Chaos.Publishing;
using Enrollment.Storage.Access;
using Enrollment.Storage.Nights;
using Marten;

namespace Enrollment.Chaos;

/// <summary>
/// Whether everything is done: every worker is well, nothing in any queue, no night under way, everything announced and received.
/// </summary>
internal sealed class Rest(Scene scene, IDocumentStore store, CancellationToken cancellationToken)
{
    private const int LooksInARow = 3;

    private string _waitsFor = "";

    /// <summary>Null when it came in time, otherwise what it still waited for.</summary>
    /// <param name="patience">How long it may take.</param>
    /// <param name="night">The run of this date must be finished; null for none.</param>
    public async Task<string?> IsReached(TimeSpan patience, DateOnly? night)
    {
        var inARow = 0;
        var reached = await Wait.Until(
            async () => (inARow = await IsNow(night) ? inARow + 1 : 0) >= LooksInARow,
            patience,
            cancellationToken
        );
        return reached ? null : $"After {patience.TotalMinutes:N0} minutes it still waits for {_waitsFor}.";
    }

    private async Task<bool> IsNow(DateOnly? night)
    {
        _waitsFor = "the workers to be ready";
        if (await scene.Crew.Ailments() is { Count: > 0 } ailments)
            return Waits(string.Join("; ", ailments));
        _waitsFor = "the queues to be empty";
        if (await scene.Broker.Backlog() is { Count: > 0 } backlog)
            return Waits($"messages in {string.Join(", ", backlog.Select(queue => $"{queue.Key} ({queue.Value})"))}");
        await using var session = store.QuerySession();
        _waitsFor = "the night to end";
        var ledger = await session.LoadAsync<NightlyLedger>(NightlyLedger.TheId, cancellationToken);
        if (ledger is null or { Unfinished: not null } || ledger.LastDate < night)
            return Waits($"the night of {ledger?.Unfinished ?? night:yyyy-MM-dd}");
        _waitsFor = "everything to be announced";
        var announced = await scene.Database.Value<bool>(
            $"""
            select coalesce((select max(last_seq_id) from {DatabaseSchema.Name}.mt_event_progression where name like 'Announcements%'), 0)
              >= (select coalesce(max(seq_id), 0) from {DatabaseSchema.Name}.mt_events)
            """
        );
        // The broker's figures are up to five seconds old.
        await Task.Delay(TimeSpan.FromSeconds(3), cancellationToken);
        return announced;
    }

    private bool Waits(string what)
    {
        _waitsFor = what;
        return false;
    }
}
