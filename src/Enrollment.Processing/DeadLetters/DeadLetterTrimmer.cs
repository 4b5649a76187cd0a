using Enrollment.Processing.Observability;
using Enrollment.Storage;
using Enrollment.Storage.Access;
using Enrollment.Storage.DeadLetters;
using Npgsql;

namespace Enrollment.Processing.DeadLetters;

/// <summary>Keeps the table within its bounds: once a minute, and after every few hundred rows.</summary>
public sealed class DeadLetterTrimmer(EnrollmentOptions options, TimeProvider timeProvider, ILogger<DeadLetterTrimmer> log)
    : BackgroundService
{
    private const int RowsBetween = 500;
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _due = new(0);
    private int _stored;

    /// <summary>So many rows came.</summary>
    public void Stored(int rows)
    {
        if (Interlocked.Add(ref _stored, rows) < RowsBetween)
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
            await _due.WaitAsync(Pause, stoppingToken);
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
        catch (Exception trouble) when (!stoppingToken.IsCancellationRequested)
        {
            log.LogWarning(trouble, "The table of dead letters could not be trimmed; it is tried again in {Pause}", Pause);
        }
    }
}
