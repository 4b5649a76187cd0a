using System.Text;
using Enrollment.Operations.Broker;
using Enrollment.Processing.Facts;
using Enrollment.TestKit;
using Npgsql;

namespace Enrollment.Hostile.Tests;

public sealed class When_a_dead_letter_cannot_be_stored
{
    [Test]
    public async Task Should_park_it_visibly_after_twenty_tries_and_store_the_others()
    {
        await using var world = await HostileWorld.Start();
        await Run(
            world,
            """
            create function enrollment.refuse() returns trigger language plpgsql as $$
            begin if new.data -> 'body' ->> 'text' like '%unstorable%' then raise exception 'refused'; end if; return new; end $$;
            create trigger refuse before insert or update on enrollment.mt_doc_dead_letter for each row execute function enrollment.refuse()
            """
        );

        for (var i = 0; i < 10; i++)
            await world.Worker.Publisher.Send(Queues.Rejected, Encoding.UTF8.GetBytes(i == 5 ? "unstorable" : $"storable {i}"));

        await world.HasDeadLetters(9);
        await Eventually.Be(() => world.Declared(Queues.Parked), queue => queue.MessageCount == 1, seconds: 40);
        (await world.Declared(Queues.Rejected)).MessageCount.Should().Be(0);
        await Eventually.Be(world.Worker.Readiness, text => text.Contains("1 dead letter is parked", StringComparison.Ordinal));
        (await world.Worker.Http.GetAsync(new Uri("/health/ready", UriKind.Relative)))
            .IsSuccessStatusCode.Should()
            .BeTrue("a worker that is only degraded serves");
        (await world.Worker.Text("/metrics"))
            .Should()
            .MatchRegex("""enrollment_parked[^\n]* 1""")
            .And.MatchRegex("""enrollment_problem\{[^}]*condition="parked"[^}]*\} 1""");
    }

    [Test]
    public async Task Should_try_again_when_storing_hangs()
    {
        await using var world = await HostileWorld.Start();
        await using var other = new NpgsqlConnection(world.Servers.Postgres);
        await other.OpenAsync();
        await using (var transaction = await other.BeginTransactionAsync())
        {
            await using var holding = new NpgsqlCommand("lock table enrollment.mt_doc_dead_letter in exclusive mode", other, transaction);
            await holding.ExecuteNonQueryAsync();
            await world.Worker.Publisher.Publish(typeof(Contracts.UserCreated), "no fact"u8.ToArray());
            var first = await Eventually.Be(() => Waiting(world), since => since is not null);

            await Eventually.Be(() => Waiting(world), since => since > first, seconds: 45);
        }

        await world.HasDeadLetters(1);
    }

    /// <summary>Since when somebody waits for the table.</summary>
    private static async Task<DateTime?> Waiting(HostileWorld world)
    {
        await using var connection = new NpgsqlConnection(world.Servers.Postgres);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            "select max(a.query_start) from pg_stat_activity a join pg_locks l using (pid) where not l.granted and l.relation = "
                + "'enrollment.mt_doc_dead_letter'::regclass",
            connection
        );
        return await command.ExecuteScalarAsync() as DateTime?;
    }

    private static async Task Run(HostileWorld world, string sql)
    {
        await using var connection = new NpgsqlConnection(world.Servers.Postgres);
        await connection.OpenAsync();
#pragma warning disable CA2100 // The test's own.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
