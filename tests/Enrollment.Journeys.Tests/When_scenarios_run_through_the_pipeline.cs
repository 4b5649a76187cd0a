using Enrollment.Cli.Simulate;

namespace Enrollment.Journeys.Tests;

/// <summary>The scenario files, published to a real broker and stored in a real database, must end as they do in the pure core.</summary>
public sealed class When_scenarios_run_through_the_pipeline
{
    private static readonly string Folder = Path.Combine(TestContext.CurrentContext.TestDirectory, "scenarios");

    // Nights without new facts or due transitions are left out, except for these.
    private static readonly string[] EveryNight = ["edit-never-makes-overdue-at-once", "governing-source-takes-over", "withdrawn-and-restored"];

    private static IEnumerable<TestCaseData> Files => Directory.GetFiles(Folder, "*.json").Order(StringComparer.Ordinal)
        .Select(file => new TestCaseData(file).SetArgDisplayNames(Path.GetFileNameWithoutExtension(file)));

    [TestCaseSource(nameof(Files))]
    public async Task Should_end_as_expected(string file)
    {
        var scenario = Scenario.Read(file);
        await using var pipeline = await Pipeline.Start(scenario.Organization);

        await Play(scenario, pipeline, EveryNight.Contains(Path.GetFileNameWithoutExtension(file)));

        var enrollments = Expectation.Of(await pipeline.Enrollments());
        Expectation.Differences(scenario.Expect!, enrollments).Should().BeEmpty();
        enrollments.ToJsonString().Should().Be(Expectation.Of(ScenarioRun.Of(scenario).Organization.Enrollments).ToJsonString());
    }

    private static async Task Play(Scenario scenario, Pipeline pipeline, bool everyNight)
    {
        var arrivals = new Queue<Arrival>(Arrival.All(scenario, pipeline.Calendar, []));
        var begin = arrivals.Min(arrival => arrival.Fact.OccurredAt);
        for (var date = pipeline.Calendar.DateOf(begin); date <= scenario.Until; date = date.AddDays(1))
        {
            var night = pipeline.Calendar.NightlyInstant(date);
            if (night < begin)
                continue;
            var isNeeded = everyNight || date == scenario.Until || await pipeline.HasTransitionsUpTo(date);
            for (; arrivals.TryPeek(out var next) && next.At <= night; isNeeded = true)
                await pipeline.Deliver(arrivals.Dequeue());
            if (isNeeded)
                await pipeline.RunNight(date);
        }

        while (arrivals.Count > 0)
            await pipeline.Deliver(arrivals.Dequeue());
    }
}
