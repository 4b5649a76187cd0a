using Enrollment.Benchmark.Completions;
using Enrollment.Benchmark.Immediate;
using Enrollment.Benchmark.Nights;
using Enrollment.Benchmark.Restart;
using Enrollment.Benchmark.Results;
using Enrollment.Benchmark.Servers;
using Enrollment.Storage.Access;

namespace Enrollment.Benchmark;

/// <summary>One run of the whole benchmark.</summary>
internal sealed class BenchmarkRun(Settings settings, CancellationToken cancellationToken)
{
    /// <summary>The exit code: 0 when everything was measured, 1 when it was not or a result was wrong.</summary>
    public async Task<int> ExecuteAsync(string? json)
    {
        try
        {
            await EnsureCommitTimestampsAsync();
            var measured = await MeasureAsync();
            ResultTable.Show(settings, Figures.Of(measured));
            if (json is not null)
                await ResultFile.WriteAsync(json, measured);
            return 0;
        }
        catch (WrongResultException wrong)
        {
            await Console.Error.WriteLineAsync($"A result is wrong, so nothing counts: {wrong.Message}");
            return 1;
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            return 130;
        }
        catch (Exception failure)
        {
            await Console.Error.WriteLineAsync($"The benchmark could not be carried out: {failure}");
            return 1;
        }
    }

    private async Task<Measurements> MeasureAsync()
    {
        var measured = new Measurements(settings);
        var nights = new NightBench(settings, cancellationToken);
        if (settings.Measures(Settings.Night, Settings.Rollover, Settings.Announce, Settings.Audit))
            for (var repetition = 1; repetition <= Settings.Repetitions; repetition++)
                measured.Small.Add(await nights.SmallAsync(repetition));
        if (settings.Measures(Settings.Night, Settings.Audit))
            measured.Large = await nights.LargeAsync();
        if (settings.Measures(Settings.ImmediateThroughput, Settings.ImmediateLatency))
            (measured.Worker, measured.Reference) = await new ImmediateBench(settings, cancellationToken).MeasureAsync();
        if (settings.Measures(Settings.Completions))
            measured.Completions = await new CompletionBench(settings, cancellationToken).MeasureAsync();
        if (settings.Measures(Settings.Restart))
            measured.Restarts = await new RestartBench(settings, cancellationToken).MeasureAsync();
        return measured;
    }

    private static async Task EnsureCommitTimestampsAsync()
    {
        if (await Server.SqlAsync("show track_commit_timestamp") is not "on")
            throw new InvalidOperationException(
                "PostgreSQL does not keep the instants of commits (track_commit_timestamp): the benchmark is started by infra/bench.sh."
            );
    }
}
