using Enrollment.Contracts;
using Enrollment.Domain;
using Enrollment.Processing.Facts;
using Enrollment.Processing.Learners;
using Enrollment.Storage.Access;
using Enrollment.Storage.DeadLetters;
using Enrollment.Storage.Learners;
using Enrollment.TestKit;
using Marten;
using Npgsql;

namespace Enrollment.Worker.Tests;

/// <summary>Ada has a name, and asks to be forgotten while messages about her are handled.</summary>
public sealed class When_a_learner_is_forgotten_meanwhile
{
    private const string Name = "Ada Lovelace";

    private TestServers _servers = null!;
    private TestWorker _worker = null!;

    [SetUp]
    public async Task Live()
    {
        _servers = await TestServers.Create();
        _worker = await TestWorker.Start(_servers, null, "--Enrollment:NightlyClock=false");
        await _worker.Publisher.Publish<UserCreated>(
            $$"""{"messageId":"u","occurredAt":"2026-01-05T09:00:00Z","userId":"ada","""
                + $$""" "displayName":"{{Name}}","email":"ada@example.org","origin":"integration"}"""
        );
        await Eventually.Be(Identity, identity => identity?.DisplayName?.Value == Name);
    }

    [TearDown]
    public async Task Stop()
    {
        await _worker.DisposeAsync();
        await _servers.DisposeAsync();
    }

    [Test]
    public async Task Should_not_be_named_by_a_fact_that_was_under_way()
    {
        await using (var other = await HoldTheStream())
        {
            await _worker.Publisher.Publish<UserUpdated>(
                $$"""{"messageId":"under-way","occurredAt":"2026-01-06T09:00:00Z","userId":"ada","displayName":"{{Name}} again"}"""
            );
            await Eventually.Be(() => Waiting(other), waiting => waiting > 0);
            await Forget();
        }

        await Eventually.Be(Updates, count => count == 1);
        var identity = (await Identity())!;
        (identity.DisplayName!.Value, identity.Email!.Value).Should().Be((null, null));
        identity.DisplayName.At.MessageId.Should().Be("forgotten");
    }

    [Test]
    public async Task Should_be_named_again_by_what_happened_later()
    {
        await Forget(DateTimeOffset.UtcNow.AddDays(-30));
        await _worker.Publisher.Publish<UserUpdated>(
            $$"""{"messageId":"later","occurredAt":"{{DateTimeOffset.UtcNow.AddDays(-1):O}}","userId":"ada","displayName":"Countess"}"""
        );
        await Eventually.Be(Updates, count => count == 1);
        (await Identity())!.DisplayName!.Value.Should().Be("Countess");
    }

    [TestCase(
        $$"""{"messageId":"bad","occurredAt":"tomorrow","userId":"ada","displayName":"{{Name}}"}""",
        Description = "Names her as the learner."
    )]
    [TestCase(
        $$"""{"messageId":"bad","occurredAt":"tomorrow","person":"ada","displayName":"{{Name}}"}""",
        Description = "Names her somewhere."
    )]
    public async Task Should_not_be_named_by_a_message_that_is_set_aside_later(string message)
    {
        await Forget();
        await _worker.Publisher.Publish<UserUpdated>(message);
        await Eventually.Be(Kept, letters => letters.Count == 1);
        var letter = (await Kept())[0];
        (letter.Body.Text, letter.Problems.Count, letter.MessageId).Should().Be(("", 0, "bad"));
        letter.Reason.Should().Contain("forgotten");
    }

    [Test]
    public async Task Should_keep_messages_about_others_whole()
    {
        await Forget();
        await _worker.Publisher.Publish<UserUpdated>("""{"messageId":"bad","occurredAt":"tomorrow","userId":"bob","displayName":"Bob"}""");
        await Eventually.Be(Kept, letters => letters.Count == 1);
        (await Kept())[0].Body.Text.Should().Contain("Bob");
    }

    private async Task Forget(DateTimeOffset? at = null)
    {
        await using var session = _worker.Store.LightweightSession();
        await session.Forget(new LearnerId("ada"), "officer", "request 17", at ?? DateTimeOffset.UtcNow, CancellationToken.None);
        await session.SaveChangesAsync();
    }

    /// <summary>Whoever appends to her stream has read everything, and waits with writing until the connection is closed.</summary>
    private async Task<NpgsqlConnection> HoldTheStream()
    {
        var connection = new NpgsqlConnection(_servers.Postgres);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            $"begin; select 1 from {DatabaseSchema.Name}.mt_streams where id = 'learner/ada' for update",
            connection
        );
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    private static async Task<long> Waiting(NpgsqlConnection holder)
    {
        await using var command = new NpgsqlCommand(
            "select count(*) from pg_stat_activity where pg_backend_pid() = any(pg_blocking_pids(pid))",
            holder
        );
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private Task<LearnerIdentity?> Identity() => Read(session => session.LoadAsync<LearnerIdentity>("ada"));

    private Task<IReadOnlyList<DeadLetter>> Kept() => Read(session => session.Query<DeadLetter>().ToListAsync());

    private async Task<int> Updates() =>
        (
            await Read(session =>
                session.QueryAsync<int>(
                    "select count(*)::int from enrollment.mt_events where stream_id = 'learner/ada' and type = 'learner_updated'"
                )
            )
        )[0];

    private async Task<T> Read<T>(Func<IQuerySession, Task<T>> read)
    {
        await using var session = _worker.Store.QuerySession();
        return await read(session);
    }
}
