using Enrollment.Chaos.Publishing;
using Enrollment.Operations.Broker;
using Enrollment.Processing.Facts;
using Enrollment.Processing.Nights;
using Enrollment.Storage.DeadLetters;

namespace Enrollment.Chaos.Tests;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class When_dead_letters_are_judged
{
    private const string Marker = "hostile-7-x";

    private readonly RunArtifacts _remains = new();

    [TestCase("{ \"note\": \"hostile-7-x\" }")]
    [TestCase("hostile-7-x\0\u00FF")]
    public void Should_take_a_hostile_message_that_is_one_of_its_kind(string body)
    {
        _remains.SentHostile(Marker, DeadLetterKind.Rejected);
        _remains.Kept(DeadLetterKind.Rejected, body: body);
        var verdict = _remains.Judge();
        verdict.Findings.Should().BeEmpty();
        (verdict.Hostile, verdict.Evicted, verdict.DeadLetters[DeadLetterKind.Rejected]).Should().Be((1, 0, 1));
    }

    [Test]
    public void Should_take_one_that_was_handed_out_too_often()
    {
        _remains.SentHostile(Marker, DeadLetterKind.Rejected);
        _remains.Kept(DeadLetterKind.Undeliverable, body: Marker);
        _remains.Judge().Findings.Should().BeEmpty();
    }

    [Test]
    public void Should_find_a_hostile_message_that_left_no_trace()
    {
        _remains.SentHostile(Marker, DeadLetterKind.Rejected);
        _remains.Judge().Lost.Should().Be(1);
    }

    [Test]
    public void Should_not_miss_one_of_a_flood_that_made_room()
    {
        _remains.SentHostile(Marker, DeadLetterKind.Rejected, mayBeEvicted: true);
        var verdict = _remains.Judge();
        verdict.Findings.Should().BeEmpty();
        verdict.Evicted.Should().Be(1);
    }

    [Test]
    public void Should_find_a_hostile_message_that_is_kept_twice()
    {
        _remains.SentHostile(Marker, DeadLetterKind.Rejected);
        _remains.Kept(DeadLetterKind.Rejected, body: Marker);
        _remains.Kept(DeadLetterKind.Rejected, body: Marker);
        _remains.Judge().Duplicated.Should().Be(1);
    }

    [Test]
    public void Should_find_a_hostile_message_that_failed()
    {
        _remains.SentHostile(Marker, DeadLetterKind.Rejected);
        _remains.Kept(DeadLetterKind.Failed, body: Marker);
        Found("dead letters").Should().Be("hostile message hostile-7-x is Failed and should be Rejected: none");
    }

    [Test]
    public void Should_find_a_marker_that_nobody_sent()
    {
        _remains.Kept(DeadLetterKind.Rejected, body: Marker);
        Found("unexpected").Should().EndWith("has a marker that nobody sent");
    }

    [TestCase(DeadLetterKind.Rejected, "q")]
    [TestCase(DeadLetterKind.Failed, Queues.NightlySegments)]
    [TestCase(DeadLetterKind.Undeliverable, "q")]
    public void Should_find_a_dead_letter_of_nobodys_message(DeadLetterKind kind, string queue)
    {
        _remains.Kept(kind, queue: queue);
        Found("unexpected").Should().Contain($"of {queue} is {kind} and of nobody's message");
    }

    [Test]
    public void Should_take_a_command_of_the_night_that_was_handed_out_too_often()
    {
        _remains.Kept(DeadLetterKind.Undeliverable, queue: Queues.NightlySegments);
        _remains.Judge().Findings.Should().BeEmpty();
    }

    [TestCase("ada", true)]
    [TestCase("poison-throws", false)]
    public void Should_find_whatever_failed_and_is_no_poison(string person, bool isFound)
    {
        Send(person);
        _remains.Kept(DeadLetterKind.Failed, "u3");
        _remains.Judge().Findings.ContainsKey("dead letters").Should().Be(isFound);
    }

    [Test]
    public void Should_find_a_conflict_of_an_id_that_was_sent_with_one_body()
    {
        Send("ada");
        _remains.Kept(DeadLetterKind.Conflict, "u3");
        Found("dead letters").Should().StartWith("UserDeactivated u3 is kept as a conflict and was sent with one body only");
    }

    private void Send(string person) =>
        _remains.Sent(
            new Message("u3", "UserDeactivated", $$"""{"messageId":"u3","occurredAt":"2026-05-02T10:00:00Z","userId":"{{person}}"}""")
        );

    private string Found(string check) => _remains.Judge().Findings.GetValueOrDefault(check, []).Should().ContainSingle().Subject;
}
