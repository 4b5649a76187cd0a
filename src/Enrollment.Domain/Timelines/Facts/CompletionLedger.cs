using System.Collections.Immutable;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Learners;

namespace Enrollment.Domain.Timelines.Facts;

/// <summary>
/// Which completions are left out: those before the latest revocation of a date, sent with that date or recorded under it (semantics 10).
/// Immutable.
/// </summary>
internal sealed record CompletionLedger
{
    private readonly ImmutableDictionary<Key, Stamp> _sent = ImmutableDictionary<Key, Stamp>.Empty;
    private readonly ImmutableDictionary<CompletionDay, Stamp> _revoked = ImmutableDictionary<CompletionDay, Stamp>.Empty;

    private CompletionLedger() { }

    private CompletionLedger(ImmutableDictionary<Key, Stamp> sent, ImmutableDictionary<CompletionDay, Stamp> revoked) =>
        (_sent, _revoked) = (sent, revoked);

    public static CompletionLedger Empty { get; } = new();

    public static CompletionLedger Of(IReadOnlyCollection<EnrollmentFact> facts)
    {
        var sent = ImmutableDictionary.CreateBuilder<Key, Stamp>();
        foreach (var completion in facts.OfType<CompletionRecorded>())
            if (completion.Stamp.Supersedes(sent.GetValueOrDefault(KeyOf(completion))))
                sent[KeyOf(completion)] = completion.Stamp;
        return facts
            .OfType<CompletionRevoked>()
            .Aggregate(
                new CompletionLedger(sent.ToImmutable(), ImmutableDictionary<CompletionDay, Stamp>.Empty),
                (ledger, fact) => ledger.With(fact)
            );
    }

    public CompletionLedger With(EnrollmentFact fact) =>
        fact switch
        {
            CompletionRecorded completion when IsNews(completion) => new(_sent.SetItem(KeyOf(completion), completion.Stamp), _revoked),
            CompletionRevoked revocation when IsNews(revocation) => new(_sent, _revoked.SetItem(DayOf(revocation), revocation.Stamp)),
            _ => this,
        };

    /// <summary>
    /// Whether it is later than the completions known with the same dates: a revocation in between would not leave it out.
    /// </summary>
    public bool IsNews(CompletionRecorded completion) => completion.Stamp.Supersedes(_sent.GetValueOrDefault(KeyOf(completion)));

    public bool IsNews(CompletionRevoked revocation) => revocation.Stamp.Supersedes(_revoked.GetValueOrDefault(DayOf(revocation)));

    public bool LeavesOut(CompletionRecorded completion) => !_revoked.IsEmpty && LeavesOut(KeyOf(completion), completion.Stamp);

    /// <summary>The first date of the completions that the revocation leaves out and that were not left out before.</summary>
    public DateOnly? FirstLeftOutBy(CompletionRevoked revocation, IEnumerable<EnrollmentFact> facts)
    {
        var after = With(revocation);
        return facts
            .OfType<CompletionRecorded>()
            .Where(completion => !LeavesOut(completion) && after.LeavesOut(completion))
            .Select(completion => (DateOnly?)completion.CompletedOn)
            .Min();
    }

    private bool LeavesOut(Key key, Stamp stamp) =>
        IsBefore(stamp, new CompletionDay(key.On, key.Of)) || IsBefore(stamp, new CompletionDay(key.SentFor, key.Of));

    private bool IsBefore(Stamp stamp, CompletionDay day) => _revoked.TryGetValue(day, out var revoked) && revoked.Supersedes(stamp);

    private static Key KeyOf(CompletionRecorded completion) =>
        new(completion.CompletedOn, completion.SentFor ?? completion.CompletedOn, completion.Of);

    private static CompletionDay DayOf(CompletionRevoked revocation) => new(revocation.CompletedOn, revocation.Of);

    private readonly record struct Key(DateOnly On, DateOnly SentFor, ActivityId? Of);
}
