using Enrollment.Domain.Calendar;
using Enrollment.Queries.Findings;
using Enrollment.Queries.Wording.Findings;
using Enrollment.Storage.Access;
using Enrollment.Storage.Auditing;
using Marten;
using Npgsql;

namespace Enrollment.Queries.Auditing;

/// <summary>Verifies the whole record: chain, streams and read models. It reads in pages and may run while workers write.</summary>
public sealed class Verification(IDocumentStore store, string postgres, BusinessCalendar calendar, DateTimeOffset now)
{
    /// <summary>Called with the part that was verified, and the number of findings so far.</summary>
    public Action<string, int> Report { get; set; } = (_, _) => { };

    public async Task<VerifiedRecord> RunAsync(IReadOnlyCollection<Digest> digests, CancellationToken cancellationToken)
    {
        await using var source = Source();
        var (chain, models, findings) = (
            new ChainCheck(source, digests),
            new ReadModelCheck(store, source, calendar, now),
            new List<Finding>()
        );
        // In parallel, for two processors: both of the first two read every event, one by number, the other by stream.
        await Task.WhenAll(
            VerifyAsync(VerificationText.Chain, chain.FindAsync, findings, cancellationToken),
            VerifyAsync(VerificationText.ReadModels, models.FindAsync, findings, cancellationToken),
            VerifyAsync(VerificationText.Streams, cancelled => StreamCheck.FindAsync(source, cancelled), findings, cancellationToken)
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

    /// <summary>Reads can take long, and the connections may wait for each other.</summary>
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

    private async Task VerifyAsync(
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

/// <summary>The result of a verification.</summary>
/// <param name="Events">The number of events.</param>
/// <param name="Streams">The number of streams that were folded.</param>
/// <param name="Chain">The head of the chain.</param>
/// <param name="NotYetChained">The number of events that no link covers yet.</param>
/// <param name="Proven">The number of chained events up to the last outside digest that agrees. Later ones could have been changed and
/// chained again.</param>
/// <param name="Findings">What differs from what was recorded; empty if nothing does.</param>
public sealed record VerifiedRecord(
    long Events,
    long Streams,
    Digest Chain,
    long NotYetChained,
    long Proven,
    IReadOnlyList<Finding> Findings
);
