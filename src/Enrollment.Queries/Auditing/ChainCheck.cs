using Enrollment.Queries.Findings;
using Enrollment.Queries.Wording.Findings;
using Enrollment.Storage.Access;
using Enrollment.Storage.Auditing;
using Npgsql;

namespace Enrollment.Queries.Auditing;

/// <summary>
/// Compares events with their links, each link with the one before it, and the chain with digests kept outside. It reads one snapshot
/// once, in the order of the event numbers.
/// </summary>
internal sealed class ChainCheck(NpgsqlDataSource source, IReadOnlyCollection<Digest> digests)
{
    private const string Events = $"select {StoredEvent.Columns} from {StoredEvent.Table} e order by e.seq_id";

    private readonly ILookup<long, Digest> _digests = digests.ToLookup(digest => digest.Position);
    private readonly List<Finding> _findings = [];
    private ChainHead _head = ChainHead.Beginning;

    /// <summary>The number of events read.</summary>
    public long EventsSeen { get; private set; }

    /// <summary>The number of events after the last link. They are no finding, but not proven.</summary>
    public long NotYetChained { get; private set; }

    /// <summary>The position up to which a digest kept outside agrees. One that differs proves nothing.</summary>
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
            _findings.Add(new Finding(FindingKind.Digest, null, null, ChainFindingText.CutOff(beyond.At, beyond.Position, _head.Position)));
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
                Compare(withEvent ? recorded : null, link);
            else
                AddNotChained(recorded, last);
            isEvent = withEvent ? await events.ReadAsync(cancellationToken) : isEvent;
            isLink = withLink ? await links.ReadAsync(cancellationToken) : isLink;
        }
    }

    private void AddNotChained(StoredEvent recorded, ChainHead last)
    {
        if (recorded.Sequence > last.Sequence)
            NotYetChained++;
        else if (!recorded.IsTombstone)
            _findings.Add(
                new Finding(
                    FindingKind.Inserted,
                    recorded.StreamText,
                    recorded.Version,
                    ChainFindingText.Inserted(recorded.Type, recorded.Sequence)
                )
            );
    }

    private void Compare(StoredEvent? recorded, ChainLink link)
    {
        if (recorded is null)
            Add(FindingKind.Deleted, link, ChainFindingText.Deleted(link.Sequence, link.Position));
        else if (!link.Hash.SequenceEqual(recorded.Hash()))
            Add(
                FindingKind.Changed,
                link,
                link.Names(recorded)
                    ? ChainFindingText.Changed(link.Sequence)
                    : ChainFindingText.Changed(link.Sequence, recorded.StreamText, recorded.Version)
            );
        else if (!link.Names(recorded))
            _findings.Add(
                new Finding(
                    FindingKind.Chain,
                    recorded.StreamText,
                    recorded.Version,
                    ChainFindingText.OtherName(link.Position, link.Stream, link.Version)
                )
            );
        Follow(link);
    }

    private void Follow(ChainLink link)
    {
        var expected = _head.With(link.Sequence, link.Hash);
        if (link.Position != expected.Position)
            Add(FindingKind.Chain, link, ChainFindingText.OtherPosition(_head.Position, link.Position));
        if (!link.Chain.SequenceEqual(expected.Digest.Span))
            Add(FindingKind.Chain, link, ChainFindingText.NotFollowing(link.Position));
        // Continues from the stored link, so that one broken link is one finding.
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
                    ChainFindingText.OtherDigest(kept.At, link.Position, kept.Sha256, Convert.ToHexStringLower(link.Chain))
                );
    }

    private void Add(FindingKind kind, ChainLink link, string what) => _findings.Add(new Finding(kind, link.Stream, link.Version, what));
}
