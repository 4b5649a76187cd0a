using System.CommandLine;
using Enrollment.Cli.Operators;
using Enrollment.Cli.Publish;
using Enrollment.Cli.Servers;
using Enrollment.Queries.Decisions;

namespace Enrollment.Cli.Sending;

/// <summary>Sends facts as any publisher does, and waits for what becomes of them.</summary>
internal static class FactSender
{
    public const int TimeoutSeconds = 30;

    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>Records who runs the command, sends the facts, and waits for the event or the dead letter of each.</summary>
    public static async Task<IReadOnlyList<SentFact>> SendAsync(
        Database database,
        ParseResult parsed,
        IReadOnlyList<OutgoingFact> facts,
        CancellationToken cancellationToken
    )
    {
        await using (var publisher = await FactPublisher.ConnectAsync(database.Settings.Options, cancellationToken))
        {
            await OperatorLog.RecordAsync(database, parsed, cancellationToken);
            await publisher.PublishAsync([.. facts.Select(fact => fact.ToLine())], _ => { }, cancellationToken);
        }

        return await WaitAsync(database, facts, cancellationToken);
    }

    private static async Task<IReadOnlyList<SentFact>> WaitAsync(
        Database database,
        IReadOnlyList<OutgoingFact> facts,
        CancellationToken cancellationToken
    )
    {
        var sent = facts.Select(fact => new SentFact(fact.Fact.MessageId, fact.Fact.OccurredAt, null)).ToArray();
        var (calendar, begun) = (database.Settings.Calendar, TimeProvider.System.GetTimestamp());
        while (true)
        {
            await using (var session = database.Store.QuerySession())
                for (var i = 0; i < sent.Length; i++)
                    if (sent[i].Outcome is null)
                        sent[i] = sent[i] with
                        {
                            Outcome = await MessageOutcome.FindAsync(
                                session,
                                facts[i].Stream,
                                sent[i].MessageId,
                                calendar,
                                cancellationToken
                            ),
                        };
            if (sent.All(fact => fact.Outcome is not null) || TimeProvider.System.GetElapsedTime(begun).TotalSeconds >= TimeoutSeconds)
                return sent;
            await Task.Delay(PollInterval, cancellationToken);
        }
    }
}
