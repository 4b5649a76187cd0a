using Enrollment.Storage.Access;
using Enrollment.Storage.Auditing;
using Marten;
using Npgsql;

namespace Enrollment.Queries.Auditing;

/// <summary>The whole record looked through: chain, streams, read models. It reads in pages and may run while workers write.</summary>
public sealed class Verification(IDocumentStore store, string postgres)
{
    /// <summary>What has been looked at, and how many findings there are so far.</summary>
    public Action<string, int> Report { get; set; } = (_, _) => { };

    public async Task<VerifiedRecord> Run(IReadOnlyCollection<Digest> digests, CancellationToken cancellationToken)
    {
        await using var source = Source();
        var (chain, models, findings) = (new ChainCheck(source, digests), new ReadModelCheck(store, source), new List<Finding>());
        // Side by side, for two processors: either reads every event, the one in the order of the numbers, the other stream by stream.
        await Task.WhenAll(
            Look("events and their chain", chain.Findings, findings, cancellationToken),
            Look("read models", models.Findings, findings, cancellationToken),
            Look("streams", cancelled => StreamCheck.Findings(source, cancelled), findings, cancellationToken)
        );
        return new VerifiedRecord(
            chain.EventsSeen,
            models.Streams,
            Digest.Of(chain.Head, DateTimeOffset.UtcNow),
            chain.NotYetChained,
            chain.Proven,
            findings
        );
    }

    /// <summary>Everything is read in one go for however long it takes, by connections that may wait for each other.</summary>
    private NpgsqlDataSource Source()
    {
        var settings = new NpgsqlConnectionStringBuilder(PostgresConnection.Complete(postgres))
        {
            CommandTimeout = 0,
            ReadBufferSize = 128 * 1024,
        };
        settings.Options = $"{settings.Options} -c idle_in_transaction_session_timeout=0";
        return NpgsqlDataSource.Create(settings);
    }

    private async Task Look(
        string what,
        Func<CancellationToken, Task<IReadOnlyList<Finding>>> findings,
        List<Finding> all,
        CancellationToken cancellationToken
    )
    {
        var found = await Task.Run(() => findings(cancellationToken), cancellationToken);
        lock (all)
        {
            all.AddRange(found);
            Report(what, all.Count);
        }
    }
}

/// <summary>What was looked at, and what was found.</summary>
/// <param name="Events">Events there are.</param>
/// <param name="Streams">Streams that were folded.</param>
/// <param name="Chain">Where the chain is.</param>
/// <param name="NotYetChained">Events that no link covers yet.</param>
/// <param name="Proven">Chained events up to the last outside digest that agrees: later ones could have been changed and chained
/// again.</param>
/// <param name="Findings">What is not as it was recorded; empty when all is well.</param>
public sealed record VerifiedRecord(
    long Events,
    long Streams,
    Digest Chain,
    long NotYetChained,
    long Proven,
    IReadOnlyList<Finding> Findings
);
