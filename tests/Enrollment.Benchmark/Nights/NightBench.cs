using Enrollment.Benchmark.Announcing;
using Enrollment.Benchmark.Auditing;
using Enrollment.Benchmark.Messages;
using Enrollment.Benchmark.Results;
using Enrollment.Benchmark.Servers;

namespace Enrollment.Benchmark.Nights;

/// <summary>Measures the nights: at the small size with their limits, at the large size on their own.</summary>
internal sealed class NightBench(Settings settings, CancellationToken cancellationToken)
{
    public async Task<NightFigures> SmallAsync(int repetition)
    {
        await using var deployment = await Deployment.StartAsync(settings, $"small-{repetition}", settings.Small, cancellationToken);
        await using var runner = await NightlyRunClient.ConnectAsync(deployment);
        var nights = new NightSeries(deployment, runner, settings.Small);
        await nights.WarmUpAsync(settings.Pilots);
        var measured = await nights.FullAsync();
        if (settings.Measures(Settings.Night))
            measured = measured with { CopyPerSecond = await CopyPerSecondAsync(deployment) };
        if (settings.Measures(Settings.Announce))
            measured = measured with { BarePerSecond = await BarePerSecondAsync(deployment) };
        measured = await AuditAndDailyAsync(deployment, nights, measured);
        if (settings.Measures(Settings.Rollover))
            measured = measured with { Rollover = await nights.RolloverAsync() };
        return await EndAsync(deployment, measured);
    }

    public async Task<NightFigures> LargeAsync()
    {
        await using var deployment = await Deployment.StartAsync(settings, "large", settings.Learners, cancellationToken);
        await using var runner = await NightlyRunClient.ConnectAsync(deployment);
        var nights = new NightSeries(deployment, runner, settings.Learners);
        await nights.WarmUpAsync(settings.Pilots);
        var measured = await nights.FullAsync();
        return await EndAsync(deployment, await AuditAndDailyAsync(deployment, nights, measured));
    }

    /// <summary>What is verified is what the full night left, whatever else is measured.</summary>
    private async Task<NightFigures> AuditAndDailyAsync(Deployment deployment, NightSeries nights, NightFigures measured)
    {
        if (settings.Measures(Settings.Audit))
            measured = measured with { Audit = await new VerifyBench(deployment, cancellationToken).MeasureAsync() };
        if (settings.Measures(Settings.Night))
            measured = measured with { Daily = await nights.DailyAsync() };
        return measured;
    }

    /// <summary>The learner with the long history comes last: no night has to do with it.</summary>
    private async Task<NightFigures> EndAsync(Deployment deployment, NightFigures measured)
    {
        measured = measured with { PeakMegabytes = deployment.Worker.PeakMegabytes() };
        return settings.Measures(Settings.Audit)
            ? measured with
            {
                AsOf = await new AsOfBench(deployment, cancellationToken).MeasureAsync(),
            }
            : measured;
    }

    private async Task<double> CopyPerSecondAsync(Deployment deployment)
    {
        var seconds = await new CopyReference(deployment.Sandbox, settings.Folder, FactMessages.Company, settings.Small).MeasureAsync(
            cancellationToken
        );
        ProgressLog.Write($"  COPY of the same rows: {string.Join(", ", seconds.Select(one => $"{one:N2}"))} s");
        return settings.Small / seconds.Median();
    }

    private async Task<double> BarePerSecondAsync(Deployment deployment)
    {
        var rate = await ReferencePublisher.MeasureAsync(deployment.Sandbox.RabbitMq, settings.Small);
        ProgressLog.Write($"  bare publisher: {rate:N0} messages per second");
        return rate;
    }
}
