using System.Text;
using Enrollment.Cli.Output.Formatting;
using Enrollment.Processing.Facts;
using Enrollment.Storage.DeadLetters;

namespace Enrollment.Journeys.Tests.Cli.Usage;

/// <summary>A conflict, and a message whose id is empty.</summary>
[NonParallelizable]
public sealed class When_dead_letters_are_listed
{
    private const string Conflict =
        "The message id hr-1 is recorded with other content, occurred at 2026-03-01T09:00:00.000000Z; "
        + "this one occurred at 2026-03-02T09:00:00.000000Z. Both are recorded; the later one holds where they differ.";

    private PlantedRecord _record = null!;

    [OneTimeSetUp]
    public async Task Plant()
    {
        _record = await PlantedRecord.CreateAsync();
        await using var session = _record.Store.LightweightSession();
        session.Store(
            Letter(DeadLetterKind.Conflict, "hr-1", Conflict, new DeadLetterProblem("$.messageId", "is recorded with other content")),
            Letter(DeadLetterKind.Rejected, "", "Refused.", new DeadLetterProblem("$.userId", "is empty"))
        );
        await session.SaveChangesAsync();
    }

    [OneTimeTearDown]
    public async Task Stop() => await _record.DisposeAsync();

    [Test]
    public async Task Should_show_both_instants_of_a_conflict() =>
        (await RunAsync("deadletters", "--kind", "conflict")).Should().Contain(Conflict);

    [Test]
    public async Task Should_show_that_an_id_is_empty() =>
        (await RunAsync("deadletters", "--kind", "rejected"))
            .Should()
            .Contain("$.userId is empty")
            .And.MatchRegex(@"(?m)UserUpdated +. – +.$");

    [Test]
    public async Task Should_say_so_where_there_is_none() =>
        (await RunAsync("deadletters", "--kind", "failed")).Trim().Should().Be("There are no dead letters.");

    [Test]
    public async Task Should_count_them_in_the_status() =>
        (await RunAsync("status")).Should().MatchRegex("dead letters +. 1 rejected, 0 failed, 0 undeliverable, 1 conflict");

    [TestCase(0, "0 dead letters")]
    [TestCase(1, "1 dead letter")]
    [TestCase(1_234, "1,234 dead letters")]
    public void Should_count_one_in_the_singular(long count, string said) => Format.Count(count, "dead letter").Should().Be(said);

    private static DeadLetter Letter(DeadLetterKind kind, string messageId, string reason, DeadLetterProblem problem) =>
        new()
        {
            Id = Guid.NewGuid(),
            Kind = kind,
            Queue = "enrollment-user-updated",
            MessageType = "UserUpdated",
            MessageId = messageId,
            Reason = reason,
            Problems = [problem],
            Body = DeadLetterBody.Of(Encoding.UTF8.GetBytes("{}")),
            ReceivedAt = DateTimeOffset.UtcNow,
        };

    private async Task<string> RunAsync(params string[] arguments) =>
        (await InProcessEnrollctl.RunAsync(_record.Servers, arguments, columns: 1_000)).Output;
}
