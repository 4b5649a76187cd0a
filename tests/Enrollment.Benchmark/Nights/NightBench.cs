using Enrollment.Benchmark.Announcing;
using Enrollment.Benchmark.Auditing;
using Enrollment.Benchmark.Messages;
using Enrollment.Benchmark.Results;
using Enrollment.Benchmark.Servers;

namespace Enrollment.Benchmark.Nights;

/// <summary>Measures the nights: at the small size with their limits, at the large size on their own.</summary>
internal sealed class NightBench(Settings settings, CancellationToken cancellationToken)
{
    public async Task<NightFigures> Small(int repetition)
    {
        await using var deployment = await Deployment.Start(settings, $"small-{repetition}", settings.Small, cancellationToken);
        await using var runner = await NightRunner.Connect(deployment);
        var nights = new NightSeries(deployment, runner, settings.Small);
        await nights.WarmUp(settings.Pilots);
        var measured = await nights.Full();
        if (settings.Measures(Settings.Night))
            measured = measured with { CopyPerSecond = await CopyPerSecond(deployment) };
        if (settings.Measures(Settings.Announce))
            measured = measured with { BarePerSecond = await BarePerSecond(deployment) };
        measured = await AuditAndDaily(deployment, nights, measured);
        if (settings.Measures(Settings.Rollover))
            measured = measured with { Rollover = await nights.Rollover() };
        return await End(deployment, measured);
    }

    public async Task<NightFigures> Large()
    {
        await using var deployment = await Deployment.Start(settings, "large", settings.Learners, cancellationToken);
        await using var runner = await NightRunner.Connect(deployment);
        var nights = new NightSeries(deployment, runner, settings.Learners);
        await nights.WarmUp(settings.Pilots);
        var measured = await nights.Full();
        return await End(deployment, await AuditAndDaily(deployment, nights, measured));
    }

    /// <summary>What is verified is what the full night left, whatever else is measured.</summary>
    private async Task<NightFigures> AuditAndDaily(Deployment deployment, NightSeries nights, NightFigures measured)
    {
        if (settings.Measures(Settings.Audit))
            measured = measured with { Audit = await new VerifyBench(deployment, cancellationToken).Measure() };
        if (settings.Measures(Settings.Night))
            measured = measured with { Daily = await nights.Daily() };
        return measured;
    }

    /// <summary>The learner with the long history comes last: no night has to do with it.</summary>
    private async Task<NightFigures> End(Deployment deployment, NightFigures measured)
    {
        measured = measured with { PeakMegabytes = deployment.Worker.PeakMegabytes() };
        return settings.Measures(Settings.Audit)
            ? measured with
            {
                AsOf = await new AsOfBench(deployment, cancellationToken).Measure(),
            }
            : measured;
    }

    private async Task<double> CopyPerSecond(Deployment deployment)
    {
        var seconds = await new CopyReference(deployment.Sandbox, settings.Folder, Facts.Company, settings.Small).Measure(
            cancellationToken
        );
        Progress.Say($"  COPY of the same rows: {string.Join(", ", seconds.Select(one => $"{one:N2}"))} s");
        return settings.Small / seconds.Median();
    }

    private async Task<double> BarePerSecond(Deployment deployment)
    {
        var rate = await BarePublisher.Measure(deployment.Sandbox.RabbitMq, settings.Small);
        Progress.Say($"  bare publisher: {rate:N0} messages per second");
        return rate;
    }
}
