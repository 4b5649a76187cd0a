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

    private static readonly DateOnly Begun = Dates.Seeded.AddYears(-20);

    public async Task<IReadOnlyList<(CompletionFigures Nothing, CompletionFigures Periods)>> Measure()
    {
        await using var deployment = await Deployment.Start(settings, "completions", learners: 1_000, cancellationToken);
        await deployment.Save(Rule("once", new Recurrence.OneTime()));
        await deployment.Save(Rule("daily", new Recurrence.Custom(new Interval(1, IntervalUnit.Days))));
        var all = new List<(CompletionFigures, CompletionFigures)>();
        await Of(deployment, "warm-up", "daily");
        for (var repetition = 1; repetition <= Settings.Repetitions; repetition++)
            all.Add((await Of(deployment, $"completes-{repetition}", "once"), await Of(deployment, $"completes-{repetition}", "daily")));
        await SayWhatTheFirstTakes(deployment);
        return all;
    }

    /// <summary>A worker that was just started reads the whole stream once.</summary>
    private async Task SayWhatTheFirstTakes(Deployment deployment)
    {
        var history = new Completions(deployment, "restarted-daily", "daily", Begun);
        await history.Begin();
        await history.Add(Many);
        await deployment.Restart(settings, "completions-restarted");
        var (first, next) = (await history.Measure(1) / 1_000, await history.Measure(1) / 1_000);
        Progress.Say($"  daily: the first after a restart, at {Many:N0}, takes {first:N0} ms, the next {next:N0} ms");
    }

    private static async Task<CompletionFigures> Of(Deployment deployment, string learner, string activity)
    {
        var history = new Completions(deployment, $"{learner}-{activity}", activity, Begun);
        await history.Begin();
        await history.Add(Few);
        var atFew = await history.Measure(Burst);
        await history.Add(Many - Few - Burst);
        var figures = new CompletionFigures(atFew, await history.Measure(Burst));
        Progress.Say($"  {activity}: one more completion takes {figures.AtFew:N0} µs at {Few}, {figures.AtMany:N0} µs at {Many:N0}");
        await deployment.IsQuiet();
        return figures;
    }

    private static AutoEnrollmentRuleSaved Rule(string activity, Recurrence recurrence) =>
        Facts.Rule(activity, Begun, new Audience.Groups([activity])) with
        {
            Recurrence = recurrence,
        };
}
