using Enrollment.Worker.Storage;
using Marten;
using Npgsql;

namespace Enrollment.Worker.Auditing;

/// <summary>The whole record looked through: chain, streams, read models. It reads in pages and may run while workers write.</summary>
public sealed class Verification(IDocumentStore store, string postgres)
{
    /// <summary>What is being looked at, and how many findings there are so far.</summary>
    public Action<string, int> Report { get; set; } = (_, _) => { };

    public async Task<VerifiedRecord> Run(IReadOnlyCollection<Digest> digests, CancellationToken cancellation)
    {
        await using var source = NpgsqlDataSource.Create(MartenSetup.ConnectionString(postgres));
        await using var connection = await source.OpenConnectionAsync(cancellation);
        var findings = new List<Finding>();
        Report("events and their chain", 0);
        var chain = new ChainCheck(connection, digests);
        await foreach (var finding in chain.Findings(cancellation))
            findings.Add(finding);
        Report("streams", findings.Count);
        findings.AddRange(await StreamCheck.Findings(connection, cancellation));
        Report("read models", findings.Count);
        var models = new ReadModelCheck(store);
        await foreach (var finding in models.Findings(cancellation))
            findings.Add(finding);
        return new VerifiedRecord(chain.Events, models.Streams, Digest.Of(chain.Head, DateTimeOffset.UtcNow), chain.NotYetChained, Proven(digests, chain), findings);
    }

    /// <summary>Up to the last digest that agrees with the chain.</summary>
    private static long Proven(IReadOnlyCollection<Digest> digests, ChainCheck chain) =>
        digests.Where(digest => digest.Position <= chain.Head.Position).Select(digest => digest.Position).DefaultIfEmpty(0).Max();
}

/// <summary>What was looked at, and what was found.</summary>
/// <param name="Events">Events there are.</param>
/// <param name="Streams">Streams that were folded.</param>
/// <param name="Chain">Where the chain is.</param>
/// <param name="NotYetChained">Events that no link covers yet.</param>
/// <param name="Proven">Chained events up to the last outside digest: later ones could have been changed and chained again.</param>
/// <param name="Findings">What is not as it was recorded; empty when all is well.</param>
public sealed record VerifiedRecord(long Events, long Streams, Digest Chain, long NotYetChained, long Proven, IReadOnlyList<Finding> Findings);
