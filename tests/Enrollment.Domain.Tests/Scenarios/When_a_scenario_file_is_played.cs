using Enrollment.Cli.Simulate;
using Enrollment.Domain.Tests.Architecture;
using Enrollment.Domain.Tests.Properties;

namespace Enrollment.Domain.Tests.Scenarios;

public sealed class When_a_scenario_file_is_played
{
    private static IEnumerable<TestCaseData> Files() =>
        Directory
            .EnumerateFiles(Folder(), "*.json")
            .Order(StringComparer.Ordinal)
            .Select(file => new TestCaseData(file).SetArgDisplayNames(Path.GetFileNameWithoutExtension(file)));

    [Test]
    public void Should_find_the_published_files() => Files().Should().HaveCountGreaterThanOrEqualTo(25);

    [TestCaseSource(nameof(Files))]
    public void Should_lead_to_what_the_file_expects(string file)
    {
        var scenario = Scenario.Read(file);
        var run = ScenarioRun.Of(scenario);
        run.Refused.Should().BeEmpty();
        scenario.Expect.Should().NotBeNull();
        Expectation.Differences(scenario.Expect!, Expectation.Of(run.Organization.Enrollments)).Should().BeEmpty();
    }

    [TestCaseSource(nameof(Files))]
    public void Should_show_later_for_every_day_what_a_run_stopped_on_that_day_shows(string file)
    {
        Diary diary = null!;
        var scenario = Scenario.Read(file);
        ScenarioRun.Of(
            scenario,
            run =>
            {
                diary = new Diary(run.Organization);
                run.AfterNight = diary.Note;
            }
        );

        diary.Note(scenario.Until);
        diary.Pages.Should().BePositive();
        diary.ShouldBeFoundAgain();
    }

    private static string Folder() => Path.Combine(Repository.Root, "tests", "scenarios");
}
