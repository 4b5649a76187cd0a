using Enrollment.Contracts;
using Enrollment.Storage.DeadLetters;
using Enrollment.TestKit;
using Enrollment.Worker.Consumers;
using Marten;
using MassTransit;
using MassTransit.RabbitMqTransport;
using Microsoft.Extensions.DependencyInjection;

namespace Enrollment.Worker.Tests;

public sealed class When_a_message_is_redelivered_too_often
{
    [Test]
    public async Task Should_be_kept_as_undeliverable()
    {
        await using var servers = await TestServers.Create();
        await using var worker = await TestWorker.Start(
            servers,
            builder => builder.Services.AddSingleton<Recorder>().AddFactConsumer<UserDeactivated, VanishingConsumer>(),
            "--Enrollment:DeliveryLimit=3"
        );

        await worker.Publisher.Publish<UserDeactivated>(
            """{ "occurredAt": "2026-03-09T09:00:00Z", "userId": "ada" }""",
            properties => properties.MessageId = "killer"
        );

        var letter = await Eventually.Be(() => Only(worker.Store), one => one is not null, seconds: 40);
        letter!.Kind.Should().Be(DeadLetterKind.Undeliverable);
        letter.Queue.Should().Be("enrollment-user-deactivated");
        letter.MessageId.Should().Be("killer");
        letter.LearnerId.Should().Be("ada");
        letter.Reason.Should().Contain("delivery_limit");
        worker.Services.GetRequiredService<Recorder>().Seen.Should().HaveCount(4);
    }

    private static async Task<DeadLetter?> Only(IDocumentStore store)
    {
        await using var session = store.QuerySession();
        return await session.Query<DeadLetter>().SingleOrDefaultAsync();
    }

    /// <summary>Closes its channel instead of answering, as a process does that dies.</summary>
    private sealed class VanishingConsumer(Recorder recorder) : IConsumer<UserDeactivated>
    {
        public async Task Consume(ConsumeContext<UserDeactivated> context)
        {
            recorder.Seen.Enqueue(context.Message);
            var channel = context.ReceiveContext.GetPayload<ChannelContext>().Channel;
            // Closing waits for those who are at work on the channel, this consumer too.
            _ = Task.Run(() => channel.CloseAsync(200, "gone", abort: true));
            await Task.Delay(TimeSpan.FromSeconds(30), context.CancellationToken);
        }
    }
}
