using Enrollment.Contracts;
using Enrollment.TestKit;
using Enrollment.Worker.Consumers;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace Enrollment.Worker.Tests;

public sealed class When_a_consumer_is_lost
{
    [Test]
    public async Task Should_consume_again_although_a_message_of_the_closed_channel_is_still_being_handled()
    {
        await using var servers = await TestServers.Create();
        await using var worker = await TestWorker.Start(
            servers,
            builder => builder.Services.AddSingleton<Recorder>().AddFactConsumer<UserDeactivated, HangingConsumer>()
        );
        var recorder = worker.Services.GetRequiredService<Recorder>();
        await worker.Publisher.Publish<UserDeactivated>(Deactivated("first"));
        await Eventually.Be(recorder.Messages, messages => messages.Length == 1);

        await Eventually.Be(() => servers.CloseConnections(except: TestPublisher.Name), closed => closed > 0);

        await Eventually.Be(recorder.Messages, messages => messages.Length == 2, seconds: 30);
    }

    private static string Deactivated(string user) =>
        $$"""{ "messageId": "m-{{user}}", "occurredAt": "2026-03-09T09:00:00Z", "userId": "{{user}}" }""";

    /// <summary>Never comes back from its first message, whatever it is asked.</summary>
    private sealed class HangingConsumer(Recorder recorder) : IConsumer<UserDeactivated>
    {
        public async Task Consume(ConsumeContext<UserDeactivated> context)
        {
            recorder.Seen.Enqueue(context.Message);
            if (recorder.Seen.Count == 1)
                await Task.Delay(Timeout.Infinite);
        }
    }
}
