using System.Text.Json;
using Enrollment.Operations.Broker;
using Enrollment.TestKit;
using RabbitMQ.Client;

namespace Enrollment.Journeys.Tests.Cli.Conditions;

/// <summary>Nobody consumes the queue of dead letters that could not be stored, so an operator has to hear of them.</summary>
public sealed class When_dead_letters_are_parked
{
    private StalledWorker _stand = null!;
    private Enrollctl _enrollctl = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _stand = await StalledWorker.CreateAsync();
        await _stand.StartAsync();
        _enrollctl = new Enrollctl(_stand.Servers);
    }

    [OneTimeTearDown]
    public async Task Stop() => await _stand.DisposeAsync();

    [Test, Order(1)]
    public async Task Should_not_be_named_by_the_status_while_there_are_none()
    {
        var ran = await _enrollctl.Run("status");

        ran.ExitCode.Should().Be(0, ran.Output);
        ran.Output.Should().NotContain("parked");
    }

    [Test, Order(2)]
    public async Task Should_be_named_by_the_status_in_the_words_of_health()
    {
        await _stand.OnBrokerAsync(ParkTwoAsync);
        const string Words = "2 dead letters are parked in enrollment-parked, because storing failed although the database answered.";

        var ran = await _enrollctl.Run("status");
        ran.ExitCode.Should().Be(1);
        ran.Output.Should().MatchRegex($"(?m)^parked: {Words}");
        var problems = JsonDocument.Parse((await _enrollctl.Run("status", "--json")).Output).RootElement.GetProperty("problems");
        problems.EnumerateArray().Should().ContainSingle().Which.GetString().Should().StartWith($"parked: {Words}");
        await Eventually.Be(Health, health => health.Contains(Words, StringComparison.Ordinal)); // a worker looks every few seconds
    }

    private async Task<string> Health() =>
        JsonDocument.Parse(await _stand.Worker.Readiness()).RootElement.GetProperty("checks").GetProperty("parked").ToString();

    private static async Task ParkTwoAsync(IChannel channel)
    {
        for (var letter = 0; letter < 2; letter++)
            await channel.BasicPublishAsync("", Queues.Parked, mandatory: true, new BasicProperties(), new byte[] { 1 });
        while (await channel.MessageCountAsync(Queues.Parked) < 2)
            await Task.Delay(50);
    }
}
