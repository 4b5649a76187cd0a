using Enrollment.Contracts;
using Enrollment.TestKit;

namespace Enrollment.Journeys.Tests.Decisions;

/// <summary>
/// Two LMS read what people decided by docs/messages.md alone, each bound in one of the two ways. A third reads it as it comes.
/// </summary>
public sealed class When_decisions_are_announced
{
    private readonly Dictionary<LmsBinding, LmsReader> _readers = [];
    private DecidedStory _story = null!;
    private LmsClient _lms = null!;

    [OneTimeSetUp]
    public async Task Live()
    {
        _story = await DecidedStory.StartAsync();
        _lms = await LmsClient.Connect(_story.Pipeline.RabbitMq);
        foreach (var binding in Enum.GetValues<LmsBinding>())
        {
            _readers[binding] = new LmsReader(_story.Pipeline.RabbitMq, binding);
            await _readers[binding].BindAsync();
        }

        await _story.PlayAsync();
        await Eventually.Be(() => Task.FromResult(_lms.Received.ToArray()), received => Of(received, "dee").Count() == 3);
        await Task.WhenAll(_readers.Values.Select(reader => reader.ReadAsync(kills: 1)));
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await _lms.DisposeAsync();
        await _story.DisposeAsync();
    }

    [TestCase(LmsBinding.OneQueue)]
    [TestCase(LmsBinding.QueueForEachType)]
    public async Task Should_have_the_last_word_on_every_period(LmsBinding binding) =>
        _readers[binding].Table.Periods.Should().BeEquivalentTo(await PeriodText.OfAllAsync(_story.Pipeline));

    [TestCase("ann", "LearnerEnrolled open due 2026-05-12", "EnrollmentExempted exempted due 2026-05-12")]
    [TestCase(
        "bob",
        "LearnerEnrolled open due 2026-05-12",
        "EnrollmentOverdue overdue due 2026-05-12",
        "EnrollmentDueDateChanged open due 2026-06-30"
    )]
    [TestCase(
        "cy",
        "LearnerEnrolled open due 2026-05-12",
        "EnrollmentCompleted completed due 2026-05-12",
        "EnrollmentDueDateChanged open due 2026-05-27",
        "LearnerEnrolled open due 2026-05-27"
    )]
    [TestCase(
        "dee",
        "LearnerEnrolled open due 2026-05-12",
        "EnrollmentCompleted completed due 2026-05-12",
        "LearnerEnrolled open due 2026-06-16"
    )]
    [TestCase(
        "eve",
        "LearnerEnrolled open due 2026-05-12",
        "EnrollmentDueSoon open due 2026-05-12",
        "EnrollmentOverdue overdue due 2026-05-12",
        "EnrollmentStillOverdue overdue due 2026-05-12"
    )]
    public void Should_have_announced(string learner, params string[] messages) =>
        Of(_lms.Received, learner)
            .Select(entry => $"{entry.Type} {entry.Message["status"]} due {entry.Message["due"]}")
            .Should()
            .Equal(messages);

    [Test]
    public void Should_say_on_which_date_a_reminder_is_due() =>
        Of(_lms.Received, "eve")
            .Where(entry => entry.Type is nameof(EnrollmentDueSoon) or nameof(EnrollmentStillOverdue))
            .Select(entry => $"{entry.Message["effectiveOn"]}")
            .Should()
            .Equal("2026-05-09", "2026-05-19");

    [Test]
    public void Should_say_that_the_period_of_a_revoked_completion_is_current_again() =>
        Of(_lms.Received, "cy").Last().Message["restored"]!.GetValue<bool>().Should().BeTrue();

    private static IEnumerable<(string Type, System.Text.Json.Nodes.JsonObject Message)> Of(
        IEnumerable<(string Type, System.Text.Json.Nodes.JsonObject Message)> received,
        string learner
    ) => received.Where(entry => $"{entry.Message["userId"]}" == learner);
}
