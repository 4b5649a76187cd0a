using Marten;

namespace Enrollment.Worker.DeadLetters;

/// <summary>Keeps the table within its bounds, looking once a minute.</summary>
internal sealed class DeadLetterTrimmer(IDocumentStore store, EnrollmentOptions options, TimeProvider clock, ILogger<DeadLetterTrimmer> log)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1));
        do
        {
            await Trim(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task Trim(CancellationToken cancellation)
    {
        try
        {
            await using var session = store.LightweightSession();
            DeadLetterTable.Trim(session, options, clock.GetUtcNow());
            await session.SaveChangesAsync(cancellation);
        }
        catch (Exception trouble) when (trouble is not OperationCanceledException)
        {
            log.LogWarning(trouble, "The table of messages that were not applied could not be trimmed");
        }
    }
}
