using Enrollment.Processing.Observability;
using Enrollment.Storage;
using Enrollment.Storage.Access;
using Enrollment.Storage.DeadLetters;
using Npgsql;

namespace Enrollment.Processing.DeadLetters;

/// <summary>Deletes dead letters beyond the limits of number and age, once a minute and after every few hundred new rows.</summary>
public sealed class DeadLetterTrimmer(EnrollmentOptions options, TimeProvider timeProvider, ILogger<DeadLetterTrimmer> log)
    : BackgroundService
{
    private const int MaxNewRows = 500;
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _due = new(0);
    private int _stored;

    /// <summary>Reports new rows.</summary>
    public void Stored(int rows)
    {
        if (Interlocked.Add(ref _stored, rows) < MaxNewRows)
            return;
        Interlocked.Exchange(ref _stored, 0);
        _due.Release();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var source = NpgsqlDataSource.Create(PostgresConnection.Complete(options.Postgres));
        while (!stoppingToken.IsCancellationRequested)
        {
            await TrimAsync(source, stoppingToken);
            await _due.WaitAsync(Interval, stoppingToken);
        }
    }

    private async Task TrimAsync(NpgsqlDataSource source, CancellationToken stoppingToken)
    {
        try
        {
            await using var connection = await source.OpenConnectionAsync(stoppingToken);
            foreach (var (holder, count) in await DeadLetterTable.TrimAsync(connection, options, timeProvider.GetUtcNow(), stoppingToken))
            {
                EnrollmentMetrics.DeadLettersEvicted(holder, count);
                log.LogWarning(
                    "{Count} dead letters of {Source} were deleted: the table holds at most {Most} and this source has most of them",
                    count,
                    holder,
                    options.DeadLetterMaxCount
                );
            }
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            log.LogWarning(exception, "The table of dead letters could not be trimmed; the worker tries again in {Pause}", Interval);
        }
    }
}
