using Enrollment.Storage.Access;
using Enrollment.Storage.Auditing;
using Npgsql;

namespace Enrollment.Queries.Auditing;

/// <summary>
/// Compares events with their links, links with each other, and the chain with digests kept outside, in one pass over one snapshot, in the
/// order of the numbers.
/// </summary>
internal sealed class ChainCheck(NpgsqlDataSource source, IReadOnlyCollection<Digest> digests)
{
    private const string Events = $"select {StoredEvent.Columns} from {StoredEvent.Table} e order by e.seq_id";

    private readonly ILookup<long, Digest> _digests = digests.ToLookup(digest => digest.Position);
    private readonly List<Finding> _findings = [];
    private ChainHead _head = ChainHead.Beginning;

    /// <summary>The number of checked events.</summary>
    public long EventsSeen { get; private set; }

    /// <summary>The number of events after the last link. They are no findings, and they are not proven.</summary>
    public long NotYetChained { get; private set; }

    /// <summary>The position of the last digest kept outside that agrees. One that does not agree proves nothing.</summary>
    public long Proven { get; private set; }

    /// <summary>The head of the stored chain.</summary>
    public ChainHead Head => _head;

    public async Task<IReadOnlyList<Finding>> FindAsync(CancellationToken cancellationToken)
    {
        await using var snapshot = await SnapshotPair.BeginAsync(source, cancellationToken);
        var last = await ChainHead.LoadAsync(snapshot.First, cancellationToken);
        await using (var events = await BinaryCopyReader.OpenAsync(snapshot.First, Events, StoredEvent.Width, cancellationToken))
        await using (
            var links = await BinaryCopyReader.OpenAsync(
                snapshot.Second,
                ChainLink.InOrder,
                ChainLink.Table.Columns.Count,
                cancellationToken
            )
        )
            await CompareAsync(events, links, last, cancellationToken);
        foreach (var beyond in digests.Where(digest => digest.Position > _head.Position))
            _findings.Add(
                new Finding(
                    FindingKind.Digest,
                    null,
                    null,
                    $"A digest of {beyond.At:O} covers {beyond.Position} events, and only {_head.Position} are chained: "
                        + "the end was cut off."
                )
            );
        return _findings;
    }

    private async Task CompareAsync(BinaryCopyReader events, BinaryCopyReader links, ChainHead last, CancellationToken cancellationToken)
    {
        var (recorded, link) = (new StoredEvent(events), new ChainLink(links));
        var (isEvent, isLink) = (await events.ReadAsync(cancellationToken), await links.ReadAsync(cancellationToken));
        while (isEvent || isLink)
        {
            var withEvent = isEvent && (!isLink || recorded.Sequence <= link.Sequence);
            var withLink = isLink && (!isEvent || link.Sequence <= recorded.Sequence);
            if (withEvent)
                EventsSeen++;
            if (withLink)
                Check(withEvent ? recorded : null, link);
            else
                CheckUnchained(recorded, last);
            isEvent = withEvent ? await events.ReadAsync(cancellationToken) : isEvent;
            isLink = withLink ? await links.ReadAsync(cancellationToken) : isLink;
        }
    }

    private void CheckUnchained(StoredEvent recorded, ChainHead last)
    {
        if (recorded.Sequence > last.Sequence)
            NotYetChained++;
        else if (!recorded.IsTombstone)
            _findings.Add(
                new Finding(
                    FindingKind.Inserted,
                    recorded.StreamText,
                    recorded.Version,
                    $"The event {recorded.Type} with number {recorded.Sequence} was never chained, although later ones were."
                )
            );
    }

    private void Check(StoredEvent? recorded, ChainLink link)
    {
        if (recorded is null)
            Add(FindingKind.Deleted, link, $"The event with number {link.Sequence} was chained at {link.Position} and is gone.");
        else if (!link.Hash.SequenceEqual(recorded.Hash()))
            Add(
                FindingKind.Changed,
                link,
                $"The event with number {link.Sequence} is not what was chained"
                    + $"{(link.Names(recorded) ? "" : $": it is said to be {recorded.StreamText} version {recorded.Version}")}."
            );
        else if (!link.Names(recorded))
            _findings.Add(
                new Finding(
                    FindingKind.Chain,
                    recorded.StreamText,
                    recorded.Version,
                    $"The link at {link.Position} names {link.Stream} version {link.Version} instead."
                )
            );
        Follow(link);
    }

    private void Follow(ChainLink link)
    {
        var expected = _head.With(link.Sequence, link.Hash);
        if (link.Position != expected.Position)
            Add(FindingKind.Chain, link, $"The link after {_head.Position} has the position {link.Position}.");
        if (!link.Chain.SequenceEqual(expected.Digest.Span))
            Add(FindingKind.Chain, link, $"The link at {link.Position} does not follow from the one before.");
        // It continues from the stored link, so that one broken link gives one finding.
        _head =
            link.Chain.SequenceEqual(expected.Digest.Span) && link.Position == expected.Position
                ? expected
                : new ChainHead(link.Position, link.Sequence, link.Chain.ToArray());
        foreach (var kept in _digests[link.Position])
            if (kept.Sha256 == Convert.ToHexStringLower(link.Chain))
                Proven = link.Position;
            else
                Add(
                    FindingKind.Digest,
                    link,
                    $"A digest of {kept.At:O} says that the chain at {link.Position} was {kept.Sha256}; "
                        + $"it is {Convert.ToHexStringLower(link.Chain)}: something up to there was changed and chained again."
                );
    }

    private void Add(FindingKind kind, ChainLink link, string what) => _findings.Add(new Finding(kind, link.Stream, link.Version, what));
}
