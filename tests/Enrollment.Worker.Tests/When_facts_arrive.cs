using Enrollment.Contracts;
using Enrollment.Operations.Broker;
using Enrollment.Storage.DeadLetters;
using Enrollment.TestKit;
using Enrollment.Worker.Consumers;
using Marten;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace Enrollment.Worker.Tests;

public sealed class When_facts_arrive
{
    private TestServers _servers = null!;
    private TestWorker _worker = null!;
    private Recorder _recorder = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _servers = await TestServers.Create();
        _worker = await TestWorker.Start(
            _servers,
            builder =>
                builder
                    .Services.AddSingleton<Recorder>()
                    .AddFactConsumer<UserCreated, RecordingConsumer<UserCreated>>()
                    .AddFactConsumer<UserUpdated, RecordingConsumer<UserUpdated>>()
                    .AddFactConsumer<AutoEnrollmentRuleSaved, RecordingConsumer<AutoEnrollmentRuleSaved>>()
                    .AddFactConsumer<ActivityCompleted, FailingConsumer<ActivityCompleted>>()
        );
        _recorder = _worker.Services.GetRequiredService<Recorder>();
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await _worker.DisposeAsync();
        await _servers.DisposeAsync();
    }

    [SetUp]
    public void Forget() => _recorder.Seen.Clear();

    [Test]
    public async Task Should_read_plain_json_without_any_header()
    {
        await _worker.Publisher.Publish<UserCreated>(User("plain", """, "hiredOn": "2026-01-31", "groups": ["sales"]"""));

        var user = (await One<UserCreated>())!;
        user.UserId.Should().Be("plain");
        user.HiredOn.Should().Be(new DateOnly(2026, 1, 31));
        user.Groups.Should().Equal("sales");
        user.Origin.Should().Be(Origin.UserInterface);
        user.Active.Should().BeNull("what is absent says nothing");
    }

    [TestCase("application/json")]
    [TestCase("text/plain; charset=utf-8")]
    public async Task Should_read_plain_json_of_any_content_type(string contentType)
    {
        await _worker.Publisher.Publish<UserCreated>(User("typed"), properties => properties.ContentType = contentType);

        (await One<UserCreated>()).UserId.Should().Be("typed");
    }

    [Test]
    public async Task Should_read_what_a_publisher_with_MassTransit_sends()
    {
        var sent = Rule();
        await _worker.Services.GetRequiredService<IBus>().Publish(sent);

        (await One<AutoEnrollmentRuleSaved>()).Should().BeEquivalentTo(sent, options => options.RespectingRuntimeTypes());
    }

    [Test]
    public async Task Should_read_a_rule_whose_kinds_come_last()
    {
        await _worker.Publisher.Publish<AutoEnrollmentRuleSaved>(
            """
            { "messageId": "r", "occurredAt": "2026-03-09T09:00:00Z", "ruleId": "r", "activityId": "a", "version": 1,
              "requirement": "required", "audience": { "groupIds": ["sales"], "kind": "groups" }, "recurrence": { "kind": "oneTime" },
              "due": { "days": 5, "kind": "within" } }
            """
        );

        var rule = await One<AutoEnrollmentRuleSaved>();
        rule.Audience.Should().BeOfType<Audience.Groups>().Which.GroupIds.Should().Equal("sales");
        rule.Due.Should().Be(new Due.Within(5));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Should_tell_cleared_from_unchanged(bool enveloped)
    {
        var sent = new UserUpdated
        {
            MessageId = "u",
            OccurredAt = DateTimeOffset.UtcNow,
            UserId = "u",
            HiredOn = default(DateOnly?),
        };
        if (enveloped)
            await _worker.Services.GetRequiredService<IBus>().Publish(sent);
        else
            await _worker.Publisher.Publish<UserUpdated>(
                """{ "messageId": "u", "occurredAt": "2026-03-09T09:00:00Z", "userId": "u", "hiredOn": null }"""
            );

        var update = await One<UserUpdated>();
        update.HiredOn.IsSet.Should().BeTrue();
        update.HiredOn.Value.Should().BeNull();
        update.DisplayName.IsSet.Should().BeFalse();
    }

    [Test]
    public async Task Should_keep_what_is_not_json_and_let_its_neighbours_pass()
    {
        await _worker.Publisher.Publish<UserCreated>(User("before"));
        await _worker.Publisher.Publish<UserCreated>("{ not json", properties => properties.MessageId = "not-a-guid");
        await _worker.Publisher.Publish<UserCreated>(User("after"));

        var letter = await Letter(one => one.MessageId == "not-a-guid");
        letter.Kind.Should().Be(DeadLetterKind.Rejected);
        letter.Queue.Should().Be("enrollment-user-created");
        letter.MessageType.Should().Be(nameof(UserCreated));
        letter.Body.Text.Should().Be("{ not json");
        letter.Problems.Should().ContainSingle().Which.Path.Should().Be("$");
        var seen = await Eventually.Be(_recorder.Messages, messages => messages.Length == 2);
        seen.Cast<UserCreated>().Select(user => user.UserId).Should().BeEquivalentTo("before", "after");
    }

    [Test]
    public async Task Should_keep_bytes_that_are_no_text()
    {
        byte[] body = [0xFF, 0x00, 0x7B];
        await _worker.Publisher.Publish(typeof(UserCreated), body, properties => properties.MessageId = "bytes");

        var letter = await Letter(one => one.MessageId == "bytes");
        letter.Body.IsBase64.Should().BeTrue();
        letter.Body.Bytes().Should().Equal(body);
    }

    [Test]
    public async Task Should_keep_a_repeated_rejection_once()
    {
        for (var i = 0; i < 3; i++)
            await _worker.Publisher.Publish<UserCreated>("]", properties => properties.MessageId = "repeated");
        await _worker.Publisher.Publish<UserCreated>("]", properties => properties.MessageId = "last");

        await Letter(one => one.MessageId == "last");
        await Eventually.Be(() => _worker.Publisher.Depth(Queues.Rejected), depth => depth == 0);
        await using var session = _worker.Store.QuerySession();
        (await session.Query<DeadLetter>().CountAsync(one => one.MessageId == "repeated")).Should().Be(1);
    }

    [TestCase(null)]
    [TestCase("the user of the connection")]
    public async Task Should_keep_what_always_fails_without_the_text_of_its_exception(string? sender)
    {
        var userId = sender is null ? null : new Uri(_servers.RabbitMq).UserInfo.Split(':')[0];
        var id = $"failing-{userId}";
        await _worker.Publisher.Publish<ActivityCompleted>(
            Completion(id),
            properties =>
            {
                properties.MessageId = id;
                if (userId is not null)
                    properties.UserId = userId;
            }
        );

        var letter = await Letter(one => one.LearnerId == id);
        letter.Kind.Should().Be(DeadLetterKind.Failed);
        letter.MessageId.Should().Be("c", "the body's own id comes before the transport's");
        letter.Sender.Should().Be(userId);
        letter.Reason.Should().Contain(nameof(InvalidOperationException)).And.NotContain("Ada");
        _recorder.Seen.OfType<ActivityCompleted>().Count(one => one.UserId == id).Should().Be(3, "it is tried twice again, and no more");
        (await _worker.Publisher.Depth("enrollment-activity-completed")).Should().Be(0);
    }

    [Test]
    public async Task Should_keep_an_envelope_of_another_type()
    {
        // An address with "queue:" would declare the queue again, as a classic one, and the broker refuses that.
        var endpoint = await _worker.Services.GetRequiredService<IBus>().GetSendEndpoint(new Uri("exchange:enrollment-user-updated"));
        await endpoint.Send(
            new UserDeactivated
            {
                MessageId = "other",
                OccurredAt = DateTimeOffset.UtcNow,
                UserId = "wrong-type",
            }
        );

        var letter = await Letter(one => one.LearnerId == "wrong-type");
        letter.Kind.Should().Be(DeadLetterKind.Rejected);
        letter.Problems.Should().ContainSingle().Which.Path.Should().Be("$.messageType");
    }

    private async Task<TFact> One<TFact>() =>
        (TFact)(await Eventually.Be(_recorder.Messages, messages => messages.Length > 0)).Should().ContainSingle().Subject;

    private async Task<DeadLetter> Letter(System.Linq.Expressions.Expression<Func<DeadLetter, bool>> which) =>
        (
            await Eventually.Be(
                async () =>
                {
                    await using var session = _worker.Store.QuerySession();
                    return await session.Query<DeadLetter>().FirstOrDefaultAsync(which);
                },
                letter => letter is not null
            )
        )!;

    private static string User(string id, string more = "") =>
        $$"""{ "messageId": "m-{{id}}", "occurredAt": "2026-03-09T09:00:00Z", "userId": "{{id}}", "origin": "userInterface"{{more}} }""";

    private static string Completion(string userId) =>
        $$"""{ "messageId": "c", "occurredAt": "2026-03-09T09:00:00Z", "userId": "{{userId}}", "activityId": "a", "completedOn":"""
        + $$""" "2026-03-09" }""";

    private static AutoEnrollmentRuleSaved Rule() =>
        new()
        {
            MessageId = "rule",
            OccurredAt = new DateTimeOffset(2026, 3, 9, 9, 0, 0, TimeSpan.Zero),
            RuleId = "r",
            ActivityId = "a",
            Version = 2,
            Audience = new Audience.Groups(["sales"]),
            HiredAfter = new DateOnly(2025, 12, 31),
            Requirement = Requirement.Recommended,
            Recurrence = new Recurrence.Annual(new Interval(6, IntervalUnit.Months)),
            Due = new Due.EachYearOn("10-01"),
            InitialDue = new Due.Within(30),
            PriorCompletions = new PriorCompletions.LookBackDays(90),
        };
}
