using System.Runtime.CompilerServices;
using Npgsql;

namespace Enrollment.Worker.Auditing;

/// <summary>Events against their links, links against each other, and the chain against digests kept outside; one pass in the order of the numbers.</summary>
internal sealed class ChainCheck(NpgsqlConnection connection, IReadOnlyCollection<Digest> digests)
{
    private const string Both =
        $"""
        select {StoredEventRow.Columns}, c.position, c.seq_id, c.stream_id, c.version, c.hash, c.chain
        from {StoredEventRow.Table} e full join {ChainHead.Table} c on c.seq_id = e.seq_id
        order by coalesce(c.seq_id, e.seq_id)
        """;

    private readonly ILookup<long, Digest> _digests = digests.ToLookup(digest => digest.Position);
    private ChainHead _head = ChainHead.Beginning;

    /// <summary>Events looked at.</summary>
    public long Events { get; private set; }

    /// <summary>Events after the last link: no finding, and not proven.</summary>
    public long NotYetChained { get; private set; }

    /// <summary>How far the chain as stored goes.</summary>
    public ChainHead Head => _head;

    public async IAsyncEnumerable<Finding> Findings([EnumeratorCancellation] CancellationToken cancellation)
    {
        var last = await ChainHead.Read(connection, cancellation);
        await using var command = new NpgsqlCommand(Both, connection) { CommandTimeout = 0 };
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation))
            foreach (var finding in Look(rows, last))
                yield return finding;
        foreach (var beyond in digests.Where(digest => digest.Position > _head.Position))
            yield return new Finding(FindingKind.Digest, null, null, $"A digest of {beyond.At:O} covers {beyond.Position} events, and only {_head.Position} are chained: the end was cut off.");
    }

    private IEnumerable<Finding> Look(NpgsqlDataReader row, ChainHead last)
    {
        var recorded = row.IsDBNull(0) ? null : StoredEventRow.Read(row);
        var link = row.IsDBNull(StoredEventRow.Width) ? null : Link.Read(row);
        Events += recorded is null ? 0 : 1;
        if (link is null)
        {
            if (recorded!.Sequence < last.Sequence)
                return [new Finding(FindingKind.Inserted, recorded.Stream, recorded.Version, $"The event {recorded.Type} with number {recorded.Sequence} was never chained, although later ones were.")];
            NotYetChained++;
            return [];
        }

        return [.. Look(recorded, link), .. Follow(link)];
    }

    private static IEnumerable<Finding> Look(StoredEventRow? recorded, Link link)
    {
        if (recorded is null)
            yield return new Finding(FindingKind.Deleted, link.Stream, link.Version, $"The event with number {link.Sequence} was chained at {link.Position} and is gone.");
        else if (!recorded.Hash().AsSpan().SequenceEqual(link.Hash))
            yield return new Finding(FindingKind.Changed, link.Stream, link.Version, $"The event with number {link.Sequence} is not what was chained{Moved(recorded, link)}.");
        else if ((recorded.Stream, recorded.Version) != (link.Stream, link.Version))
            yield return new Finding(FindingKind.Chain, recorded.Stream, recorded.Version, $"The link at {link.Position} names {link.Stream} version {link.Version} instead.");
    }

    private static string Moved(StoredEventRow recorded, Link link) =>
        (recorded.Stream, recorded.Version) == (link.Stream, link.Version) ? "" : $": it is said to be {recorded.Stream} version {recorded.Version}";

    private IEnumerable<Finding> Follow(Link link)
    {
        var expected = _head.With(link.Sequence, link.Hash);
        if (link.Position != expected.Position)
            yield return new Finding(FindingKind.Chain, link.Stream, link.Version, $"The link after {_head.Position} has the position {link.Position}.");
        if (!expected.Digest.Span.SequenceEqual(link.Chain))
            yield return new Finding(FindingKind.Chain, link.Stream, link.Version, $"The link at {link.Position} does not follow from the one before.");
        // Goes on from what is stored: one broken link is one finding.
        _head = new ChainHead(link.Position, link.Sequence, link.Chain);
        foreach (var kept in _digests[link.Position].Where(digest => digest.Sha256 != Convert.ToHexStringLower(link.Chain)))
            yield return new Finding(FindingKind.Digest, link.Stream, link.Version, $"A digest of {kept.At:O} says that the chain at {link.Position} was {kept.Sha256}; it is {Convert.ToHexStringLower(link.Chain)}: something up to there was changed and chained again.");
    }

    private sealed record Link(long Position, long Sequence, string Stream, long Version, byte[] Hash, byte[] Chain)
    {
        public static Link Read(NpgsqlDataReader row) => new(
            row.GetInt64(StoredEventRow.Width), row.GetInt64(StoredEventRow.Width + 1), row.GetString(StoredEventRow.Width + 2), row.GetInt64(StoredEventRow.Width + 3),
            row.GetFieldValue<byte[]>(StoredEventRow.Width + 4), row.GetFieldValue<byte[]>(StoredEventRow.Width + 5));
    }
}
