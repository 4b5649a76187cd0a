using Enrollment.Benchmark.Messages;
using Enrollment.Benchmark.Servers;

namespace Enrollment.Benchmark.Nights;

internal sealed class NightBench(Settings settings, CancellationToken cancellation)
{
    public async Task Small(int repetition)
    {
        await using var deployment = await Deployment.Start(settings, $"small-{repetition}", settings.Small, cancellation);
        await using var runner = await NightRunner.Connect(deployment);
        await deployment.Save(Facts.PilotRule);
        await deployment.Save(Facts.NewcomersRule);
        await runner.Run(Dates.PilotsPlanned);
        await runner.Run(Dates.PilotsOpen);
        await deployment.IsQuiet();
        await deployment.Save(Facts.CompanyRule);
        var full = await runner.Run(Dates.Full);
        var noop = await runner.Run(Dates.Noop);
        NightCheck.Counts(full.Batch, settings.Small);
        await NightCheck.Enrollments(deployment.Sandbox, Facts.Company, "open", "period_planned", settings.Small);
        var copies = await new CopyReference(deployment.Sandbox, settings.Folder, Facts.Company).Measure(cancellation);
        Progress.Say($"{full.PerSecond:N0}/s; noop {noop.Seconds}; copies {string.Join(", ", copies.Select(c => (settings.Small / c).ToString("N0", null)))}; {deployment.Worker.PeakMegabytes()} MB");
    }
}
