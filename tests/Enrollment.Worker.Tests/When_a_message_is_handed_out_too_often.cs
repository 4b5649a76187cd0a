using Enrollment.Contracts;
using Enrollment.Worker.DeadLetters;
using Enrollment.Worker.Intake;
using Enrollment.Worker.Messaging;
using Enrollment.Worker.Tests.Fixture;
using Marten;
using Microsoft.Extensions.DependencyInjection;

namespace Enrollment.Worker.Tests;

public sealed class When_a_message_is_handed_out_too_often
{
    [Test]
    public async Task Should_be_kept_as_undeliverable()
    {
        var handedOut = 0;
        await using var servers = await TestServers.Create();
        await using var worker = await TestWorker.Start(
            servers,
            builder => builder.Services
                .AddSingleton<Recorder>()
                .AddSingleton<IntakeCheck>((_, _, _, _) =>
                {
                    handedOut++;
                    throw new InvalidOperationException("gives no answer at all, as a process that dies");
                })
                .AddFactConsumer<UserDeactivated, RecordingConsumer<UserDeactivated>>(),
            "--Enrollment:DeliveryLimit=3");

        await worker.Publisher.Publish<UserDeactivated>("""{ "userId": "ada" }""", properties => properties.MessageId = "killer");

        var letter = await Eventually.Be(() => Only(worker.Store), one => one is not null);
        letter!.Kind.Should().Be(DeadLetterKind.Undeliverable);
        letter.Queue.Should().Be("enrollment-user-deactivated");
        letter.MessageId.Should().Be("killer");
        letter.LearnerId.Should().Be("ada");
        letter.Reason.Should().Contain("delivery_limit");
        handedOut.Should().Be(4);
    }

    private static async Task<DeadLetter?> Only(IDocumentStore store)
    {
        await using var session = store.QuerySession();
        return await session.Query<DeadLetter>().SingleOrDefaultAsync();
    }
}
