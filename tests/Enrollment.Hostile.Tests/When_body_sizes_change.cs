using System.Text;
using Enrollment.Contracts;
using Enrollment.Storage.Learners;
using Enrollment.TestKit;
using Marten;
using Npgsql;

namespace Enrollment.Hostile.Tests;

/// <summary>Each time the sizes change, the consumer is canceled and begins again with another prefetch count.</summary>
public sealed class When_body_sizes_change
{
    private const int Rounds = 12;
    private const int Small = 1_500;
    private const int Large = 40;

    [Test]
    public async Task Should_apply_every_message()
    {
        await using var world = await HostileWorld.Start("--Enrollment:DeliveryLimit=100");
        for (var round = 0; round < Rounds; round++)
        {
            await Publish(world, Small, number => Body($"{round}-small-{number}", 0));
            await Publish(world, Large, number => Body($"{round}-large-{number}", 200_000));
        }

        await Eventually.Be(() => Learners(world), learners => learners == Rounds * (Small + Large), seconds: 60);
        (await world.DeadLetters()).Should().BeEmpty();
        await world.EveryQueueIsConsumedAndEmpty(seconds: 30);
    }

    [Test]
    public async Task Should_apply_every_message_that_the_database_kept_waiting_meanwhile()
    {
        await using var world = await HostileWorld.Start();
        await Publish(world, Small, number => Body($"before-{number}", 0)); // now a thousand are fetched ahead
        await Eventually.Be(() => Learners(world), learners => learners == Small, seconds: 60);
        await using (var other = new NpgsqlConnection(world.Servers.Postgres))
        {
            await other.OpenAsync();
            await using var transaction = await other.BeginTransactionAsync();
            await using var holding = new NpgsqlCommand("lock table enrollment.mt_events in share mode", other, transaction);
            await holding.ExecuteNonQueryAsync();
            await Publish(world, Small / 3, number => Body($"small-{number}", 0));
            await Publish(world, Large, number => Body($"large-{number}", 200_000));
            await Task.Delay(TimeSpan.FromSeconds(20)); // longer than the bus waits for what is in hand
        }

        await Eventually.Be(() => Learners(world), learners => learners == Small + (Small / 3) + Large, seconds: 60);
        (await world.DeadLetters()).Should().BeEmpty();
    }

    private static Task Publish(HostileWorld world, int count, Func<int, byte[]> body) =>
        Task.WhenAll(Enumerable.Range(0, count).Select(number => world.Worker.Publisher.Publish(typeof(UserDeactivated), body(number))));

    private static byte[] Body(string user, int padding) =>
        Encoding.UTF8.GetBytes(
            $$"""{ "messageId": "m-{{user}}", "occurredAt": "2026-03-09T09:00:00Z", "userId": "{{user}}", "unknown":"""
                + $$""" "{{new string('x', padding)}}" }"""
        );

    private static async Task<int> Learners(HostileWorld world)
    {
        await using var session = world.Worker.Store.QuerySession();
        return await session.Query<LearnerDocument>().CountAsync();
    }
}
