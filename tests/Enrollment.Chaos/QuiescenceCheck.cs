using Enrollment.Chaos.Publishing;
using Enrollment.Storage.Access;
using Enrollment.Storage.Nights;
using Marten;

namespace Enrollment.Chaos;

/// <summary>
/// Whether everything is done: every worker is well, nothing in any queue, no night under way, everything announced and received.
/// </summary>
internal sealed class QuiescenceCheck(ChaosEnvironment environment, IDocumentStore store, CancellationToken cancellationToken)
{
    private const int RequiredChecks = 3;

    private string _pending = "";

    /// <summary>Null when it came in time, otherwise what it still waited for.</summary>
    /// <param name="timeout">How long it may take.</param>
    /// <param name="night">The run of this date must be finished; null for none.</param>
    public async Task<string?> WaitAsync(TimeSpan timeout, DateOnly? night)
    {
        var inARow = 0;
        var reached = await Polling.UntilAsync(
            async () => (inARow = await IsQuiescentAsync(night) ? inARow + 1 : 0) >= RequiredChecks,
            timeout,
            cancellationToken
        );
        return reached ? null : $"After {timeout.TotalMinutes:N0} minutes it still waits for {_pending}.";
    }

    private async Task<bool> IsQuiescentAsync(DateOnly? night)
    {
        _pending = "the workers to be ready";
        if (await environment.Workers.GetHealthProblemsAsync() is { Count: > 0 } problems)
            return SetPending(string.Join("; ", problems));
        _pending = "the queues to be empty";
        if (await environment.Broker.BacklogAsync() is { Count: > 0 } backlog)
            return SetPending($"messages in {string.Join(", ", backlog.Select(queue => $"{queue.Key} ({queue.Value})"))}");
        await using var session = store.QuerySession();
        _pending = "the night to end";
        var ledger = await session.LoadAsync<NightlySchedulerState>(NightlySchedulerState.DocumentId, cancellationToken);
        if (ledger is null or { Unfinished: not null } || ledger.LastDate < night)
            return SetPending($"the night of {ledger?.Unfinished ?? night:yyyy-MM-dd}");
        _pending = "everything to be announced";
        var announced = await environment.Database.ValueAsync<bool>(
            $"""
            select coalesce((select max(last_seq_id) from {DatabaseSchema.Name}.mt_event_progression where name like 'Announcements%'), 0)
              >= (select coalesce(max(seq_id), 0) from {DatabaseSchema.Name}.mt_events)
            """
        );
        // The broker's figures are up to five seconds old.
        await Task.Delay(TimeSpan.FromSeconds(3), cancellationToken);
        return announced;
    }

    private bool SetPending(string what)
    {
        _pending = what;
        return false;
    }
}
