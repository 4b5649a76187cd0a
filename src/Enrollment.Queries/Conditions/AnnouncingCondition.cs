using Enrollment.Queries.Wording.Conditions;
using Enrollment.Storage.Announcements;
using Marten;

namespace Enrollment.Queries.Conditions;

/// <summary>The subscription that announces moves on, whichever worker it runs on.</summary>
public sealed class AnnouncingCondition(IDocumentStore store) : BacklogCondition(store)
{
    private static readonly string Row = $"from {Progress} where name = '{AnnouncementProgress.Shard.Identity}'";

    public override string Name => "announcing";

    protected override string Position => $"select last_seq_id {Row}";

    protected override string Ceiling => $"select last_seq_id from {Progress} where name = 'HighWaterMark'";

    // A page can take longer than the look.
    protected override string StandsStill => $"not exists (select {Row} and last_updated > now() - interval '30 seconds')";

    protected override Task<string> DescribeAsync(IQuerySession session, WaitingEvent waiting, CancellationToken cancellationToken) =>
        Task.FromResult(EventDaemonText.AnnouncementsStalled(waiting.ToString()));
}
