using Enrollment.Worker.Tests.Fixture;

namespace Enrollment.Journeys.Tests.Before;

/// <summary>
/// The arguments of queues and exchanges never change: the broker would refuse a worker that declares them otherwise. What has to differ gets
/// a new name or is set by policy.
/// </summary>
public sealed class When_queues_are_declared
{
    /// <summary>What was not there yet at a commit.</summary>
    private static readonly Dictionary<string, string[]> New = new() { ["4de7cdf"] = ["queue enrollment-parked"], ["3bc87e9"] = [] };

    private Declared[] _declared = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        await using var servers = await TestServers.Create();
        await using var worker = await TestWorker.Start(servers);
        using var broker = new VirtualHost(servers);
        _declared = Declared.Of(await broker.DefinitionsAsync());
    }

    [TestCaseSource(typeof(KeptCommit), nameof(KeptCommit.All))]
    public async Task Should_declare_everything_as_before(KeptCommit commit) =>
        Declared.Of(await commit.DefinitionsAsync()).Should().BeSubsetOf(_declared);

    [TestCaseSource(typeof(KeptCommit), nameof(KeptCommit.All))]
    public async Task Should_declare_nothing_new_that_is_not_named_here(KeptCommit commit)
    {
        var before = Declared.Of(await commit.DefinitionsAsync()).Select(declared => declared.Name);

        _declared.Select(declared => declared.Name).Except(before).Should().BeEquivalentTo(New[commit.Name]);
    }
}
