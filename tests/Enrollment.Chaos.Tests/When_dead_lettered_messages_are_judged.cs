using Enrollment.Chaos.Publishing;
using Enrollment.Storage.DeadLetters;

namespace Enrollment.Chaos.Tests;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class When_dead_lettered_messages_are_judged
{
    private readonly RunArtifacts _remains = new();

    [TestCase(DeadLetterKind.Failed)]
    [TestCase(DeadLetterKind.Rejected)]
    public void Should_find_a_healthy_message(DeadLetterKind kind) => IsFound(kind, "ada", "2026-05-02T10:00:00Z").Should().BeTrue();

    [Test]
    public void Should_take_nonsense_that_was_rejected() => IsFound(DeadLetterKind.Rejected, "ada", "the day before").Should().BeFalse();

    [Test]
    public void Should_find_nonsense_that_failed() => IsFound(DeadLetterKind.Failed, "ada", "the day before").Should().BeTrue();

    [TestCase(DeadLetterKind.Failed)]
    [TestCase(DeadLetterKind.Rejected)]
    public void Should_take_poison_that_failed_or_was_refused_as_lying_ahead(DeadLetterKind kind) =>
        IsFound(kind, "poison-throws", "2026-05-02T10:00:00Z").Should().BeFalse();

    private bool IsFound(DeadLetterKind kind, string person, string occurredAt)
    {
        _remains.Sent(new Message("u3", "UserDeactivated", $$"""{"messageId":"u3","occurredAt":"{{occurredAt}}","userId":"{{person}}"}"""));
        _remains.Kept(kind, "u3");
        return _remains.Judge().Findings.ContainsKey("wrongly a dead letter");
    }
}
