using Enrollment.Operations.Announcing;
using Enrollment.Operations.Broker;
using Enrollment.Queries.Conditions;
using Enrollment.Storage;
using Enrollment.Storage.Announcements;
using Marten;

namespace Enrollment.Operations.Conditions;

/// <summary>The list of announcements that a queue refused is empty. The other queues have them, and the worker goes on.</summary>
internal sealed class RefusedCondition(IDocumentStore store, EnrollmentOptions options) : ICondition
{
    private const string Resend = "enrollctl announcements resend --queue";

    public const string ConditionName = "announcements-refused";

    public string Name => ConditionName;

    public ConditionLevel Level => ConditionLevel.Degraded;

    public async Task<ConditionProblem?> FindProblemAsync(CancellationToken cancellationToken)
    {
        await using var session = store.QuerySession();
        var refused = await RefusedAnnouncements.SummarizeAsync(session, cancellationToken);
        if (refused.Since is not { } since)
            return null;
        var what = $"{refused.Count} announcements refused by a queue since {since.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z are kept";
        return new ConditionProblem($"{what}. {await AdviseAsync(cancellationToken)}", Count: refused.Count);
    }

    private async Task<string> AdviseAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await AnnouncementQueue.LoadAsync(options, cancellationToken) is { } queues
                ? Advise([.. queues.Where(queue => queue.CanRefuse)])
                : "The broker does not say which queue: set Enrollment__RabbitMqManagement, or look for a full queue with the overflow "
                    + $"reject-publish by 'rabbitmqctl list_queues name arguments policy messages'. "
                    + $"When its reader has caught up, run {Resend} NAME.";
        }
        catch (Exception trouble) when (BrokerManagement.IsUnanswered(trouble) && !cancellationToken.IsCancellationRequested)
        {
            return $"Which queue is not known: {trouble.Message.TrimEnd('.')}. When it has room again, run {Resend} NAME.";
        }
    }

    private static string Advise(AnnouncementQueue[] canRefuse) =>
        (canRefuse, canRefuse.Where(queue => queue.IsFull).ToArray()) switch
        {
            ([], _) => "No bound queue has the overflow reject-publish now. When the queue in question is bound and has room again, "
                + $"run {Resend} NAME, or 'enrollctl announcements discard' if nobody needs them.",
            (_, []) => $"No queue is full now; {Names(canRefuse)} can refuse. Run {Resend} NAME.",
            (_, [var full]) =>
                $"Full and refusing: the queue {full.Name}. Let its reader catch up or raise its limit, then run {Resend} {full.Name}.",
            (_, var full) =>
                $"Full and refusing: {Names(full)}. Let their readers catch up or raise the limits, then run {Resend} NAME for each.",
        };

    private static string Names(IEnumerable<AnnouncementQueue> queues) =>
        string.Join(", ", queues.Select(queue => $"the queue {queue.Name}"));
}
