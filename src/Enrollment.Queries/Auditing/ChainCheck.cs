using Enrollment.Storage.Access;
using Enrollment.Storage.Auditing;
using Npgsql;

namespace Enrollment.Queries.Auditing;

/// <summary>
/// Events against their links, links against each other, and the chain against digests kept outside; one pass in the order of the numbers,
/// of one moment.
/// </summary>
internal sealed class ChainCheck(NpgsqlDataSource source, IReadOnlyCollection<Digest> digests)
{
    private const string Events = $"select {StoredEvent.Columns} from {StoredEvent.Table} e order by e.seq_id";

    private readonly ILookup<long, Digest> _digests = digests.ToLookup(digest => digest.Position);
    private readonly List<Finding> _findings = [];
    private ChainHead _head = ChainHead.Beginning;

    /// <summary>Events looked at.</summary>
    public long EventsSeen { get; private set; }

    /// <summary>Events after the last link: no finding, and not proven.</summary>
    public long NotYetChained { get; private set; }

    /// <summary>How far a digest kept outside agrees; one that does not proves nothing.</summary>
    public long Proven { get; private set; }

    /// <summary>How far the chain as stored goes.</summary>
    public ChainHead Head => _head;

    public async Task<IReadOnlyList<Finding>> Findings(CancellationToken cancellationToken)
    {
        await using var moment = await SnapshotPair.Begin(source, cancellationToken);
        var last = await ChainHead.Read(moment.One, cancellationToken);
        await using (var events = await BinaryCopyReader.Of(moment.One, Events, StoredEvent.Width, cancellationToken))
        await using (var links = await BinaryCopyReader.Of(moment.Other, ChainLink.InOrder, ChainLink.Width, cancellationToken))
            await SideBySide(events, links, last, cancellationToken);
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

    private async Task SideBySide(BinaryCopyReader events, BinaryCopyReader links, ChainHead last, CancellationToken cancellationToken)
    {
        var (recorded, link) = (new StoredEvent(events), new ChainLink(links));
        var (isEvent, isLink) = (await events.Next(cancellationToken), await links.Next(cancellationToken));
        while (isEvent || isLink)
        {
            var withEvent = isEvent && (!isLink || recorded.Sequence <= link.Sequence);
            var withLink = isLink && (!isEvent || link.Sequence <= recorded.Sequence);
            if (withEvent)
                EventsSeen++;
            if (withLink)
                Look(withEvent ? recorded : null, link);
            else
                NotChained(recorded, last);
            isEvent = withEvent ? await events.Next(cancellationToken) : isEvent;
            isLink = withLink ? await links.Next(cancellationToken) : isLink;
        }
    }

    private void NotChained(StoredEvent recorded, ChainHead last)
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

    private void Look(StoredEvent? recorded, ChainLink link)
    {
        if (recorded is null)
            Find(FindingKind.Deleted, link, $"The event with number {link.Sequence} was chained at {link.Position} and is gone.");
        else if (!link.Hash.SequenceEqual(recorded.Hash()))
            Find(
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
            Find(FindingKind.Chain, link, $"The link after {_head.Position} has the position {link.Position}.");
        if (!link.Chain.SequenceEqual(expected.Digest.Span))
            Find(FindingKind.Chain, link, $"The link at {link.Position} does not follow from the one before.");
        // Goes on from what is stored: one broken link is one finding.
        _head =
            link.Chain.SequenceEqual(expected.Digest.Span) && link.Position == expected.Position
                ? expected
                : new ChainHead(link.Position, link.Sequence, link.Chain.ToArray());
        foreach (var kept in _digests[link.Position])
            if (kept.Sha256 == Convert.ToHexStringLower(link.Chain))
                Proven = link.Position;
            else
                Find(
                    FindingKind.Digest,
                    link,
                    $"A digest of {kept.At:O} says that the chain at {link.Position} was {kept.Sha256}; "
                        + $"it is {Convert.ToHexStringLower(link.Chain)}: something up to there was changed and chained again."
                );
    }

    private void Find(FindingKind kind, ChainLink link, string what) => _findings.Add(new Finding(kind, link.Stream, link.Version, what));
}
