using System.Text;
using Enrollment.Contracts;
using Enrollment.Domain;
using Enrollment.Storage.Access;
using Enrollment.Storage.Learners;
using Enrollment.Storage.Rules;
using Enrollment.TestKit;
using Marten;

namespace Enrollment.Journeys.Tests.ExecutedPath;

/// <summary>
/// The files that one join executes, from the arrival of the message to the commit. The worker has handled such joins before. Several joins
/// are sent, one after the other, and a file counts when each of them has executed it: what a worker does by the clock is not part of a
/// join. The list of a join ends where Marten reports the commit.
/// </summary>
internal static class FollowedJoins
{
    private const int Joins = 8;
    private const int WarmUpJoins = 3;
    private const string Committed = ".AfterCommitAsync";

    /// <summary>In the order of their first execution in the last join.</summary>
    public static async Task<ExecutedFiles> GetFiles()
    {
        await using var servers = await TestServers.Create();
        using var worker = new FollowedWorker(servers);
        await worker.IsReady();
        await using var store = TestStore.Of(servers);
        await using var publisher = await TestPublisher.Connect(servers.RabbitMq);
        await PublishCompany(store.Store, publisher);
        var lists = new List<IReadOnlyList<ExecutedMethod>>();
        for (var number = 0; number < Joins; number++)
        {
            // Whatever follows the commit before, such as the announcement, ends.
            await Task.Delay(500);
            await worker.TakeExecuted();
            await PublishJoin(store.Store, publisher, number);
            lists.Add(BeforeCommit(await worker.TakeExecuted()));
        }

        return new ExecutedFiles([.. lists[^1].Where(method => lists.Skip(WarmUpJoins).All(list => HasFile(list, method.File)))]);
    }

    private static bool HasFile(IReadOnlyList<ExecutedMethod> list, string file) => list.Any(method => method.File == file);

    private static ExecutedMethod[] BeforeCommit(IReadOnlyList<ExecutedMethod> executed)
    {
        executed.Should().Contain(method => method.Name.EndsWith(Committed, StringComparison.Ordinal));
        return [.. executed.TakeWhile(method => !method.Name.EndsWith(Committed, StringComparison.Ordinal))];
    }

    private static async Task PublishCompany(IDocumentStore store, TestPublisher publisher)
    {
        await publisher.Publish<AutoEnrollmentRuleSaved>(
            $$$"""
            {"messageId":"rule-1","occurredAt":"{{{Now}}}","savedBy":"admin","ruleId":"rule","activityId":"safety","version":1,
             "audience":{"kind":"groups","groupIds":["sales"]},"requirement":"required",
             "recurrence":{"kind":"custom","every":{"count":1,"unit":"years"}},"due":{"kind":"within","days":30}}
            """
        );
        for (var number = 0; number < Joins; number++)
            await publisher.Publish<UserCreated>(
                $$"""{"messageId":"u-{{number}}","occurredAt":"{{Now}}","userId":"user-{{number}}","origin":"integration"}"""
            );
        await Eventually.Be(() => Read(store, session => session.Query<RuleDocument>().CountAsync()), count => count == 1);
        await Eventually.Be(() => Read(store, session => session.Query<LearnerDocument>().CountAsync()), count => count == Joins);
    }

    private static async Task PublishJoin(IDocumentStore store, TestPublisher publisher, int number)
    {
        var body =
            $$"""{"messageId":"j-{{number}}","occurredAt":"{{Now}}","userId":"user-{{number}}","joined":["sales"],"""
            + """ "origin":"userInterface"}""";
        await publisher.Publish(typeof(GroupMembershipChanged), Encoding.UTF8.GetBytes(body));
        var stream = StreamKeys.Of(new ActivityId("safety"), new LearnerId($"user-{number}"));
        await Eventually.Be(() => Read(store, session => session.Events.FetchStreamStateAsync(stream)), state => state is not null);
        // The worker is told of its commit a moment after others can see it.
        await Task.Delay(200);
    }

    private static string Now => $"{DateTimeOffset.UtcNow:yyyy-MM-ddTHH:mm:ss.fffZ}";

    private static async Task<T> Read<T>(IDocumentStore store, Func<IQuerySession, Task<T>> read)
    {
        await using var session = store.QuerySession();
        return await read(session);
    }
}
