using System.Text;
using Enrollment.Storage;
using Enrollment.Storage.DeadLetters;
using Enrollment.Storage.Enrollments;
using Enrollment.TestKit;
using Marten;
using Npgsql;

namespace Enrollment.Worker.Tests;

public sealed class When_dead_letters_are_kept
{
    private static readonly DateTimeOffset Now = new(2026, 3, 9, 9, 0, 0, TimeSpan.Zero);

    private TestServers _servers = null!;
    private TestWorker _worker = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _servers = await TestServers.Create();
        _worker = await TestWorker.Start(_servers);
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await _worker.DisposeAsync();
        await _servers.DisposeAsync();
    }

    [SetUp]
    public Task Empty() => _worker.Store.Advanced.Clean.DeleteDocumentsByTypeAsync(typeof(DeadLetter));

    [Test]
    public async Task Should_drop_the_oldest_of_too_many_and_what_is_too_old()
    {
        await Keep(Enumerable.Range(0, 5).Select(day => Letter($"{day}", "x", daysOld: day)).Append(Letter("old", "x", daysOld: 11)));
        await Trim(most: 3);

        (await Left()).Should().BeEquivalentTo("0", "1", "2");
    }

    [Test]
    public async Task Should_erase_a_person_wherever_named_and_nobody_else()
    {
        await Keep([
            Letter("known", "{}", learner: "ada"),
            Letter("in text", """{ "user": "ada" """),
            Letter("in bytes", "\0 ada"),
            Letter("other", """{ "user": "bo" }""", learner: "bo"),
        ]);
        await using var session = _worker.Store.LightweightSession();
        await DeadLetterTable.EraseAsync(session, "ada", CancellationToken.None);
        await session.SaveChangesAsync();

        (await Left()).Should().BeEquivalentTo("other");
    }

    private static DeadLetter Letter(string messageId, string body, int daysOld = 0, string? learner = null) =>
        new()
        {
            Id = Guid.NewGuid(),
            Kind = DeadLetterKind.Rejected,
            Queue = "queue",
            MessageId = messageId,
            LearnerId = learner,
            Reason = "test",
            Body = DeadLetterBody.Of(Encoding.UTF8.GetBytes(body)),
            ReceivedAt = Now.AddDays(-daysOld),
        };

    private async Task<IReadOnlyList<(string Source, long Count)>> Trim(int most)
    {
        await using var connection = new NpgsqlConnection(_servers.Postgres);
        await connection.OpenAsync();
        return await DeadLetterTable.TrimAsync(
            connection,
            new EnrollmentOptions { DeadLetterMaxCount = most, DeadLetterMaxAgeDays = 10 },
            Now,
            CancellationToken.None
        );
    }

    private async Task Keep(IEnumerable<DeadLetter> letters)
    {
        await using var session = _worker.Store.LightweightSession();
        session.Store(letters.ToArray());
        await session.SaveChangesAsync();
    }

    private async Task<IReadOnlyList<string>> Left()
    {
        await using var session = _worker.Store.QuerySession();
        return await session.Query<DeadLetter>().Select(letter => letter.MessageId!).ToListAsync();
    }
}
