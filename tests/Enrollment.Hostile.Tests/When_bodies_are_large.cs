using System.Text;
using Enrollment.Contracts;
using Enrollment.TestKit;
using RabbitMQ.Client;

namespace Enrollment.Hostile.Tests;

public sealed class When_bodies_are_large
{
    private const int PerQueue = 150;

    [TestCase(true, "groups")]
    [TestCase(false, "groups")]
    [TestCase(false, "padding")]
    [TestCase(true, "padding")]
    public async Task Should_stay_below_400_MB_with_every_queue_full_of_the_largest_bodies(bool workerRunsAlready, string kind)
    {
        await using var servers = await TestServers.Create();
        var worker = new WorkerProcess(servers);
        try
        {
            await worker.IsReady();
            if (!workerRunsAlready)
                worker.Dispose();
            await Fill(servers, kind);
            if (!workerRunsAlready)
                worker = new WorkerProcess(servers);

            var most = await PeakUntilEmpty(servers, worker);

            TestContext.Out.WriteLine($"at most {most} MB");
            most.Should().BeInRange(50, 400);
        }
        finally
        {
            worker.Dispose();
        }
    }

    [Test]
    public async Task Should_never_see_what_our_brokers_refuse()
    {
        await using var servers = await TestServers.Create();
        await using var worker = await TestWorker.Start(servers);

        var publishing = () => worker.Publisher.Publish(typeof(UserCreated), new byte[600 * 1024]);

        (await publishing.Should().ThrowAsync<Exception>()).Which.ToString().Should().Contain("larger than configured max size");
    }

    /// <summary>Half of each queue is valid, half is not; the largest allowed of both.</summary>
    private static async Task Fill(TestServers servers, string kind)
    {
        await using var publisher = await TestPublisher.Connect(servers.RabbitMq);
        for (var i = 0; i < PerQueue; i++)
            foreach (var type in HostileWorld.FactTypes)
                await publisher.Publish(type, i % 2 == 0 ? Valid(type, i, kind) : Encoding.UTF8.GetBytes($"[{new string('7', 262_000)}"));
    }

    private static byte[] Valid(Type type, int number, string kind)
    {
        var ids = string.Join(',', Enumerable.Range(0, 6_000).Select(group => $"\"{type.Name}-{number % 10}-group-{group:D8}\""));
        if (kind == "padding")
            return Padded(type, number);
        var members =
            type == typeof(ActivityCompleted) ? "\"activityId\":\"a\",\"completedOn\":\"2026-01-01\","
            : type == typeof(AutoEnrollmentRuleSaved)
                ? $"\"ruleId\":\"r\",\"activityId\":\"a\",\"version\":{number + 1},\"audience\":{{\"kind\":\"groups\","
                    + $"\"groupIds\":[{ids}]}},\"requirement\":\"required\",\"recurrence\":{{\"kind\":\"oneTime\"}},"
            : type == typeof(GroupMembershipChanged) ? $"\"joined\":[{ids}],\"origin\":\"userInterface\","
            : type == typeof(UserCreated) ? $"\"groups\":[{ids}],\"origin\":\"userInterface\","
            : $"{Decision(type, number)}\"unknown\":[{ids}],";
        return Encoding.UTF8.GetBytes(
            $"{{{members}\"messageId\":\"{type.Name}-{number}\",\"occurredAt\":\"2026-01-02T09:00:00Z\","
                + $"\"userId\":\"{type.Name}-{number}\"}}"
        );
    }

    /// <summary>The members of a decision and of an order of retraining; none for another fact.</summary>
    private static string Decision(Type type, int number)
    {
        var members = type.Name switch
        {
            nameof(ExemptionGranted) or nameof(ExemptionRevoked) => $"\"exemptionId\":\"x-{number}\",",
            nameof(DueDateExtended) => "\"due\":\"2026-03-01\",",
            nameof(CompletionRevoked) => "\"completedOn\":\"2026-01-01\",",
            nameof(RetrainingOrdered) => $"\"orderId\":\"o-{number}\",\"audience\":{{\"kind\":\"entireCompany\"}},"
                + "\"due\":{\"kind\":\"within\",\"days\":9},",
            _ => null,
        };
        return members is null ? "" : $"{members}\"activityId\":\"a\",\"reason\":\"r\",\"decidedBy\":\"d\",";
    }

    private static byte[] Padded(Type type, int number)
    {
        var members =
            type == typeof(ActivityCompleted) ? "\"activityId\":\"a\",\"completedOn\":\"2026-01-01\","
            : type == typeof(AutoEnrollmentRuleSaved)
                ? $"\"ruleId\":\"r\",\"activityId\":\"a\",\"version\":{number + 1},\"audience\":{{\"kind\":\"none\"}},"
                    + $"\"requirement\":\"required\",\"recurrence\":{{\"kind\":\"oneTime\"}},"
            : $"{Decision(type, number)}\"origin\":\"userInterface\",";
        return Encoding.UTF8.GetBytes(
            $"{{{members}\"unknown\":\"{new string('x', 260_000)}\",\"messageId\":\"{type.Name}-{number}\","
                + $"\"occurredAt\":\"2026-01-02T09:00:00Z\",\"userId\":\"{type.Name}-{number}\"}}"
        );
    }

    private static async Task<int> PeakUntilEmpty(TestServers servers, WorkerProcess worker)
    {
        var most = 0;
        await using var connection = await new ConnectionFactory { Uri = new Uri(servers.RabbitMq) }.CreateConnectionAsync();
        await Eventually.Be(
            async () =>
            {
                most = Math.Max(most, worker.ResidentMegabytes());
                await using var channel = await connection.CreateChannelAsync();
                uint left = 0;
                foreach (var queue in HostileWorld.AllQueues)
                    left += (await channel.QueueDeclarePassiveAsync(queue)).MessageCount;
                return left;
            },
            left => left == 0,
            seconds: 240
        );
        return most;
    }
}
