using System.Text.Json.Nodes;
using Enrollment.TestKit;

namespace Enrollment.Journeys.Tests.EarlierVersions;

/// <summary>
/// The arguments of queues and exchanges never change, because the broker refuses to declare an existing one with others. What must
/// differ is set by policy or gets a new name.
/// </summary>
public sealed class When_queues_are_declared
{
    private static readonly string[] Announcements = ["EnrollmentExempted", "EnrollmentDueSoon", "EnrollmentStillOverdue"];

    private static readonly (string Type, string Queue)[] Facts =
    [
        ("ExemptionGranted", "enrollment-exemption-granted"),
        ("ExemptionRevoked", "enrollment-exemption-revoked"),
        ("DueDateExtended", "enrollment-due-date-extended"),
        ("CompletionRevoked", "enrollment-completion-revoked"),
        ("RetrainingOrdered", "enrollment-retraining-ordered"),
    ];

    /// <summary>What version 2 of the semantics brought.</summary>
    private static readonly string[] Decisions =
    [
        .. Announcements.SelectMany(type =>
            new[]
            {
                $"exchange Enrollment.Contracts:{type}",
                $"binding Enrollment.Contracts:{type} -> exchange Enrollment.Contracts:EnrollmentAnnouncement",
            }
        ),
        .. Facts.SelectMany(fact =>
            new[]
            {
                $"queue {fact.Queue}",
                $"exchange {fact.Queue}",
                $"exchange Enrollment.Contracts:{fact.Type}",
                $"binding Enrollment.Contracts:{fact.Type} -> exchange {fact.Queue}",
                $"binding {fact.Queue} -> queue {fact.Queue}",
            }
        ),
    ];

    /// <summary>What has been added since a commit.</summary>
    private static readonly Dictionary<string, string[]> New = new()
    {
        ["3bc87e9"] = Decisions,
        ["4de7cdf"] = ["queue enrollment-parked", .. Decisions],
    };

    private JsonObject _declared = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        await using var servers = await TestServers.Create();
        await using var worker = await TestWorker.Start(servers);
        using var broker = new VirtualHost(servers);
        _declared = await broker.DefinitionsAsync();
    }

    [TestCaseSource(typeof(KeptCommit), nameof(KeptCommit.All))]
    public async Task Should_declare_everything_as_the_earlier_version_did(KeptCommit commit) =>
        Declared.Missing(await commit.DefinitionsAsync(), _declared).Should().BeEmpty();

    [TestCaseSource(typeof(KeptCommit), nameof(KeptCommit.All))]
    public async Task Should_add_only_what_is_listed_here(KeptCommit commit)
    {
        var before = Declared.Of(await commit.DefinitionsAsync()).Select(declared => declared.Name);

        Declared
            .Of(_declared)
            .Select(declared => declared.Name)
            .Except(before)
            .Should()
            .BeEquivalentTo(New.GetValueOrDefault(commit.Name, []));
    }
}
