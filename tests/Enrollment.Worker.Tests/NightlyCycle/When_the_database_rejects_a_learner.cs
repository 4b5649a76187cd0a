using Enrollment.Processing.Nights;
using Enrollment.Storage.Nights;
using Enrollment.Worker.Nights;
using Marten;

namespace Enrollment.Worker.Tests.NightlyCycle;

/// <summary>A segment could not be committed, and its people are tried one by one.</summary>
public sealed class When_the_database_rejects_a_learner
{
    private static readonly CompletedWork Something = new(
        Guid.Empty,
        new DateOnly(2025, 6, 1),
        NightlyPhase.Batch,
        1,
        "worker",
        DateTimeOffset.UnixEpoch
    );

    private NightlyWorld _world = null!;

    [OneTimeSetUp]
    public async Task SetUp() => _world = await NightlyWorld.Create();

    [OneTimeTearDown]
    public async Task TearDown() => await _world.DisposeAsync();

    [Test]
    public async Task Should_name_whom_it_refuses_every_time()
    {
        await Commit("bo");

        var found = await RejectedItems.FindAsync(_world.Store, ["ada", "bo", "cy"], name => name, Begin, CancellationToken.None);

        found.Errors.Keys.Should().Equal("bo");
    }

    [Test]
    public async Task Should_not_name_somebody_whom_another_writer_came_before()
    {
        var tries = 0;

        var found = await RejectedItems.FindAsync(_world.Store, ["dan"], name => name, BeginWithARival, CancellationToken.None);

        found.Errors.Should().BeEmpty();
        tries.Should().Be(2);

        async Task BeginWithARival(IDocumentSession session, string name)
        {
            if (await session.Events.FetchStreamStateAsync(name) is null)
                await Begin(session, name);
            if (++tries == 1)
                await Commit(name);
        }
    }

    [Test]
    public async Task Should_store_nothing_by_trying()
    {
        await RejectedItems.FindAsync(_world.Store, ["eve"], name => name, Begin, CancellationToken.None);

        await using var session = _world.Store.QuerySession();
        (await session.Events.FetchStreamStateAsync("eve")).Should().BeNull();
    }

    private static Task Begin(IDocumentSession session, string name)
    {
        session.Events.StartStream(name, Something);
        return Task.CompletedTask;
    }

    private async Task Commit(string name)
    {
        await using var session = _world.Store.LightweightSession();
        await Begin(session, name);
        await session.SaveChangesAsync();
    }
}
