using Enrollment.Cli.Simulate;

namespace Enrollment.Journeys.Tests;

/// <summary>The scenario files, published to a real broker and stored in a real database, must end as they do in the pure core.</summary>
public sealed class When_scenarios_run_through_the_pipeline
{
    private static readonly string Folder = Path.Combine(TestContext.CurrentContext.TestDirectory, "scenarios");

    // Nights without new facts or due transitions are left out, except for these.
    private static readonly string[] EveryNight =
    [
        "edit-never-makes-overdue-at-once",
        "governing-source-takes-over",
        "withdrawn-and-restored",
    ];

    private static IEnumerable<TestCaseData> Files =>
        Directory
            .GetFiles(Folder, "*.json")
            .Order(StringComparer.Ordinal)
            .Select(file => new TestCaseData(file).SetArgDisplayNames(Path.GetFileNameWithoutExtension(file)));

    [TestCaseSource(nameof(Files))]
    public async Task Should_end_as_expected(string file)
    {
        var scenario = Scenario.Read(file);
        await using var pipeline = await Pipeline.Start(scenario.Organization);

        await pipeline.Play(scenario, EveryNight.Contains(Path.GetFileNameWithoutExtension(file)));

        var enrollments = Expectation.Of(await pipeline.Enrollments());
        Expectation.Differences(scenario.Expect!, enrollments).Should().BeEmpty();
        enrollments.ToJsonString().Should().Be(Expectation.Of(ScenarioRun.Of(scenario).Organization.Enrollments).ToJsonString());
    }
}
