using Enrollment.Chaos.Judging;
using Enrollment.Chaos.Publishing;
using Enrollment.Domain.Learners;
using Enrollment.Worker.DeadLetters;
using Enrollment.Worker.Learners;
using Enrollment.Worker.Storage;

namespace Enrollment.Worker.Tests.Chaos;

/// <summary>Something is not as it must be, and the judge has to find it.</summary>
public sealed class When_the_judge_looks : Judged
{
    [Test]
    public async Task Should_find_nothing_where_nothing_is_wrong()
    {
        var verdict = await Judge();
        verdict.Findings.Should().BeEmpty();
        (verdict.Attempted, verdict.Confirmed, verdict.Applied, verdict.Recovered).Should().Be((2, 2, 2, 0));
    }

    [Test]
    public async Task Should_find_a_confirmed_message_that_left_no_trace()
    {
        Tell(new Message("u2", "UserDeactivated", """{"messageId":"u2","occurredAt":"2026-05-02T10:00:00Z","userId":"ada"}"""), confirmed: true);
        (await Judge()).Lost.Should().Be(1);
    }

    [TestCase(DeadLetterKind.Failed)]
    [TestCase(DeadLetterKind.Rejected)]
    public async Task Should_find_a_healthy_message_that_was_set_aside(DeadLetterKind kind)
    {
        Tell(new Message("u3", "UserDeactivated", """{"messageId":"u3","occurredAt":"2026-05-02T10:00:00Z","userId":"ada"}"""), confirmed: true);
        await Store(new DeadLetter { Id = Guid.NewGuid(), Kind = kind, Queue = "q", MessageId = "u3", Reason = "none", Body = DeadLetterBody.Of("{}"u8.ToArray()), ReceivedAt = DateTimeOffset.UtcNow });
        (await Judge()).Findings.Should().ContainKey("set aside wrongly");
    }

    [Test]
    public async Task Should_find_a_message_that_nobody_sent()
    {
        await Append("learner/bob", new LearnerCreated(new Domain.Learners.Stamp(DateTimeOffset.UtcNow, "u9"), null, Active: true, [], AtOnce: false));
        (await Judge()).Unexpected.Should().Be(1);
    }

    [Test]
    public async Task Should_find_a_learner_who_is_not_what_the_ledger_says()
    {
        await using var session = worker.Store.LightweightSession();
        var document = (await session.LoadAsync<LearnerDocument>("ada"))!;
        session.Store(document with { Learner = document.Learner with { ActiveState = new(false, document.Learner.Created!) } });
        await session.SaveChangesAsync();
        (await Judge()).Findings.Should().ContainKey("model");
    }

    [Test]
    public async Task Should_find_a_row_that_its_stream_does_not_give()
    {
        await Sql($"update {OwnTables.Enrollment} set due = due + 1");
        (await Judge()).Findings.Should().ContainKey("streams");
    }

    [Test]
    public async Task Should_find_a_gap_in_a_stream()
    {
        await Sql($"delete from {MartenSetup.Schema}.mt_events where stream_id = '{Stream}' and version = 1");
        (await Judge()).Findings.Should().ContainKey("streams");
    }

    [Test]
    public async Task Should_find_a_head_that_says_another_version()
    {
        await Sql($"update {MartenSetup.Schema}.mt_streams set version = version + 1 where id = '{Stream}'");
        (await Judge()).Findings.Should().ContainKey("streams");
    }

    [Test]
    public async Task Should_find_a_row_without_a_stream()
    {
        await Sql($"update {OwnTables.Enrollment} set learner_id = 'bob'");
        (await Judge()).Findings["streams"].Should().Contain(finding => finding.Contains("has no stream"));
    }

    [Test]
    public async Task Should_find_an_enrollment_that_nobody_was_told_of() =>
        (await Judge(_ => [])).Findings.Should().ContainKey("announced");

    [Test]
    public async Task Should_find_an_announcement_that_says_something_else() =>
        (await Judge(received => received.ToDictionary(entry => entry.Key, entry => entry.Value with { Content = "LearnerEnrolled of another" }))).Findings.Should().ContainKey("announced");

    [Test]
    public async Task Should_find_an_announcement_that_came_again_and_said_something_else() =>
        (await Judge(received => received.ToDictionary(entry => entry.Key, entry => entry.Value.Again("LearnerEnrolled of another")))).Findings.Should().ContainKey("announced");

    [Test]
    public async Task Should_find_an_announcement_that_follows_from_nothing() =>
        (await Judge(received => new(received) { [Guid.NewGuid()] = new Received(1, "LearnerEnrolled") })).Unexpected.Should().Be(1);
}
