using Enrollment.Cli.Simulate;
using Enrollment.Contracts;
using Enrollment.Storage.DeadLetters;
using Enrollment.Storage.Learners;
using Enrollment.TestKit;
using Marten;

namespace Enrollment.Journeys.Tests;

public sealed class When_a_publisher_sends_nonsense
{
    private const string ImpossibleRule =
        """{"messageId":"bad","occurredAt":"2026-05-01T09:00:00Z","ruleId":"r","activityId":"a","version":0,"audience":"""
        + """{"kind":"groups","groupIds":[]},"requirement":"owed","recurrence":{"kind":"annual"},"due":{"kind":"within","days":-3}}""";

    private Pipeline _pipeline = null!;
    private IReadOnlyList<DeadLetter> _kept = [];

    [OneTimeSetUp]
    public async Task Send()
    {
        _pipeline = await Pipeline.Start(new ScenarioOrganization("UTC", new TimeOnly(2, 0)));
        _pipeline.Time.Set(new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero));
        await _pipeline.Publish(
            nameof(UserCreated),
            """{"messageId":"before","occurredAt":"2026-05-01T09:00:00Z","userId":"ada","origin":"integration"}"""
        );
        await _pipeline.Publish(nameof(UserCreated), "this is not JSON");
        await _pipeline.Publish(
            nameof(UserCreated),
            """{"messageId":"late","occurredAt":"2026-05-01T12:06:00Z","userId":"","origin":"integration"}"""
        );
        await _pipeline.Publish(nameof(AutoEnrollmentRuleSaved), ImpossibleRule);
        await _pipeline.Publish(
            nameof(UserCreated),
            """{"messageId":"after","occurredAt":"2026-05-01T09:00:00Z","userId":"bo","origin":"integration"}"""
        );
        _kept = await Eventually.Be(DeadLetters, kept => kept.Count >= 3);
        await _pipeline.HasHandled(5);
    }

    [OneTimeTearDown]
    public async Task Stop() => await _pipeline.DisposeAsync();

    [Test]
    public void Should_keep_each_refused_message_once_as_rejected() =>
        _kept.Should().HaveCount(3).And.OnlyContain(letter => letter.Kind == DeadLetterKind.Rejected);

    [Test]
    public void Should_name_every_problem_by_its_path() =>
        _kept
            .Single(letter => letter.MessageId == "bad" || letter.MessageType == nameof(AutoEnrollmentRuleSaved))
            .Problems.Select(problem => problem.Path)
            .Should()
            .Contain(["$.version", "$.audience.groupIds", "$.requirement", "$.due.days"]);

    [Test]
    public void Should_name_what_is_wrong_with_a_message_that_is_json() =>
        _kept
            .Should()
            .ContainSingle(letter =>
                letter.Problems.Count == 2
                && letter.Problems.Any(problem => problem.Path == "$.occurredAt")
                && letter.Problems.Any(problem => problem.Path == "$.userId")
            );

    [Test]
    public async Task Should_leave_the_messages_around_it_alone()
    {
        await using var session = _pipeline.Worker.Store.QuerySession();
        (await session.Query<LearnerDocument>().Select(document => document.Id).ToListAsync()).Should().BeEquivalentTo(["ada", "bo"]);
    }

    private async Task<IReadOnlyList<DeadLetter>> DeadLetters()
    {
        await using var session = _pipeline.Worker.Store.QuerySession();
        return await session.Query<DeadLetter>().ToListAsync();
    }
}
