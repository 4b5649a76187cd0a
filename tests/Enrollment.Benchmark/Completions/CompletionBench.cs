using Enrollment.Benchmark.Messages;
using Enrollment.Benchmark.Servers;
using Enrollment.Contracts;
using Enrollment.Intake.Facts;

namespace Enrollment.Benchmark.Completions;

/// <summary>
/// Measures what completions of one enrollment cost by how many it has: from the first publish to the last commit of a burst, divided by
/// their number. Of a rule under which all but the first count for nothing, and of one under which each ends a period and plans the next.
/// </summary>
internal sealed class CompletionBench(Settings settings, CancellationToken cancellationToken)
{
    private const int Few = 500;
    private const int Many = 5_000;
    private const int Burst = 200;

    private static readonly DateOnly Begun = BenchmarkDates.Seeded.AddYears(-20);

    public async Task<IReadOnlyList<(CompletionFigures Nothing, CompletionFigures Periods)>> MeasureAsync()
    {
        await using var deployment = await Deployment.StartAsync(settings, "completions", learners: 1_000, cancellationToken);
        await deployment.SaveAsync(Rule("once", new Recurrence.OneTime()));
        await deployment.SaveAsync(Rule("daily", new Recurrence.Custom(new Interval(1, IntervalUnit.Days))));
        var all = new List<(CompletionFigures, CompletionFigures)>();
        await OfAsync(deployment, "warm-up", "daily");
        for (var repetition = 1; repetition <= Settings.Repetitions; repetition++)
            all.Add(
                (
                    await OfAsync(deployment, $"completes-{repetition}", "once"),
                    await OfAsync(deployment, $"completes-{repetition}", "daily")
                )
            );
        await SayWhatTheFirstTakesAsync(deployment);
        return all;
    }

    /// <summary>A worker that was just started reads the whole stream once.</summary>
    private async Task SayWhatTheFirstTakesAsync(Deployment deployment)
    {
        var history = new Completions(deployment, "restarted-daily", "daily", Begun);
        await history.BeginAsync();
        await history.AddAsync(Many);
        await deployment.RestartAsync(settings, "completions-restarted");
        var (first, next) = (await history.MeasureAsync(1) / 1_000, await history.MeasureAsync(1) / 1_000);
        ProgressLog.Write($"  daily: the first after a restart, at {Many:N0}, takes {first:N0} ms, the next {next:N0} ms");
    }

    private static async Task<CompletionFigures> OfAsync(Deployment deployment, string learner, string activity)
    {
        var history = new Completions(deployment, $"{learner}-{activity}", activity, Begun);
        await history.BeginAsync();
        await history.AddAsync(Few);
        var atFew = await history.MeasureAsync(Burst);
        await history.AddAsync(Many - Few - Burst);
        var figures = new CompletionFigures(atFew, await history.MeasureAsync(Burst));
        ProgressLog.Write($"  {activity}: one more completion takes {figures.AtFew:N0} µs at {Few}, {figures.AtMany:N0} µs at {Many:N0}");
        await deployment.IsQuietAsync();
        return figures;
    }

    private static AutoEnrollmentRuleSaved Rule(string activity, Recurrence recurrence) =>
        FactMessages.Rule(activity, Begun, new Audience.Groups([activity])) with
        {
            Recurrence = recurrence,
        };
}
