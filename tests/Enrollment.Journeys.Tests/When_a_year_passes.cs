using Enrollment.Cli.Simulate;
using Enrollment.Contracts;
using Enrollment.TestKit;

namespace Enrollment.Journeys.Tests;

/// <summary>A year of everything that can happen to an enrollment, as an LMS sees it from the messages alone.</summary>
public sealed class When_a_year_passes
{
    private static readonly Scenario Year = Scenario.Read(Path.Combine(TestContext.CurrentContext.TestDirectory, "a-year.json"));

    private Pipeline _pipeline = null!;
    private LmsClient _lms = null!;

    [OneTimeSetUp]
    public async Task Live()
    {
        _pipeline = await Pipeline.Start(Year.Organization);
        _lms = await LmsClient.Connect(_pipeline.RabbitMq);
        await _pipeline.Play(Year, everyNight: false);
        await Eventually.Be(() => Task.FromResult(_lms.Received.ToArray()), received => received.Any(IsOfTheLastNight));
    }

    private static bool IsOfTheLastNight((string Type, System.Text.Json.Nodes.JsonObject Message) received) =>
        received.Type == nameof(NightlyRunCompleted)
        && received.Message["businessDate"]!.GetValue<string>() == Year.Until.ToString("O", null);

    [OneTimeTearDown]
    public async Task Stop()
    {
        await _lms.DisposeAsync();
        await _pipeline.DisposeAsync();
    }

    [TestCase(nameof(LearnerEnrolled))]
    [TestCase(nameof(EnrollmentDueDateChanged))]
    [TestCase(nameof(EnrollmentRequirementChanged))]
    [TestCase(nameof(EnrollmentOverdue))]
    [TestCase(nameof(EnrollmentCompleted))]
    [TestCase(nameof(EnrollmentMissed))]
    [TestCase(nameof(EnrollmentPaused))]
    [TestCase(nameof(EnrollmentResumed))]
    [TestCase(nameof(EnrollmentWithdrawn))]
    [TestCase(nameof(EnrollmentRetracted))]
    [TestCase(nameof(NightlyRunCompleted))]
    public void Should_have_announced(string type) => _lms.Received.Select(entry => entry.Type).Should().Contain(type);

    [Test]
    public void Should_say_that_a_withdrawn_period_was_restored() =>
        _lms.Received.Should().Contain(entry => entry.Type == nameof(LearnerEnrolled) && entry.Message["restored"]!.GetValue<bool>());

    [Test]
    public async Task Should_let_an_lms_know_every_visible_period_as_it_stands() =>
        _lms.Table.Periods.Should().BeEquivalentTo(await PeriodText.OfAllAsync(_pipeline));

    [Test]
    public void Should_give_every_message_an_id_of_its_own() =>
        _lms.Received.Select(entry => entry.Message["messageId"]!.GetValue<string>()).Should().OnlyHaveUniqueItems();

    [Test]
    public async Task Should_keep_rows_that_equal_the_fold_of_the_streams()
    {
        var streams = (await _pipeline.Enrollments())
            .Select(entry => (entry.Activity, entry.Learner, Period: entry.State.Periods[^1]))
            .Select(entry =>
                $"{entry.Activity}/{entry.Learner}: {entry.Period.Status} {entry.Period.Due:O} {entry.Period.NextTransitionOn:O}"
            )
            .Select(row => row.ToLowerInvariant());

        (await _pipeline.Rows()).Should().BeEquivalentTo(streams);
    }

    [Test]
    public async Task Should_end_as_the_pure_core_says() =>
        Expectation
            .Of(await _pipeline.Enrollments())
            .ToJsonString()
            .Should()
            .Be(Expectation.Of(ScenarioRun.Of(Year).Organization.Enrollments).ToJsonString());
}
