using Enrollment.Operations.Announcing;
using Enrollment.Operations.Broker;
using Enrollment.Queries.Conditions;
using Enrollment.Queries.Wording.Conditions;
using Enrollment.Storage;
using Enrollment.Storage.Announcements;
using Marten;

namespace Enrollment.Operations.Conditions;

/// <summary>Announcements that a queue refused are kept. The other queues have them, and the worker continues.</summary>
public sealed class RefusedCondition(IDocumentStore store, EnrollmentOptions options) : ICondition
{
    public const string ConditionName = "announcements-refused";

    public string Name => ConditionName;

    public ConditionLevel Level => ConditionLevel.Degraded;

    public async Task<ConditionProblem?> FindProblemAsync(CancellationToken cancellationToken)
    {
        await using var session = store.QuerySession();
        var refused = await RefusedAnnouncements.SummarizeAsync(session, cancellationToken);
        if (refused.Since is not { } since)
            return null;
        var advice = await AdviseAsync(cancellationToken);
        return new ConditionProblem(RefusedText.Kept(refused.Count, since, advice), Count: refused.Count);
    }

    private async Task<string> AdviseAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await AnnouncementQueue.LoadAsync(options, cancellationToken) is { } queues
                ? Advise([.. queues.Where(queue => queue.CanRefuse)])
                : RefusedText.QueueNotReported;
        }
        catch (Exception trouble) when (BrokerManagement.IsUnanswered(trouble) && !cancellationToken.IsCancellationRequested)
        {
            return RefusedText.QueueUnknown(trouble.Message);
        }
    }

    private static string Advise(AnnouncementQueue[] canRefuse) =>
        RefusedText.Queues(Names(canRefuse), Names(canRefuse.Where(queue => queue.IsFull)));

    private static string[] Names(IEnumerable<AnnouncementQueue> queues) => [.. queues.Select(queue => queue.Name)];
}
