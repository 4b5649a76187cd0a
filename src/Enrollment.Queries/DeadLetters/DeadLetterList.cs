using Enrollment.Storage.DeadLetters;
using Marten;

namespace Enrollment.Queries.DeadLetters;

/// <summary>Queries dead letters.</summary>
public static class DeadLetterList
{
    /// <summary>Newest first.</summary>
    public static Task<IReadOnlyList<DeadLetter>> FindAsync(
        IQuerySession session,
        DeadLetterKind? kind,
        string? learner,
        int limit,
        CancellationToken cancellationToken
    )
    {
        IQueryable<DeadLetter> letters = session.Query<DeadLetter>();
        if (kind is { } wanted)
            letters = letters.Where(letter => letter.Kind == wanted);
        if (learner is not null)
            letters = letters.Where(letter => letter.LearnerId == learner);
        return letters.OrderByDescending(letter => letter.ReceivedAt).Take(limit).ToListAsync(cancellationToken);
    }

    /// <summary>The number of each kind.</summary>
    public static async Task<IReadOnlyDictionary<DeadLetterKind, int>> CountAsync(
        IQuerySession session,
        CancellationToken cancellationToken
    )
    {
        var counts = new Dictionary<DeadLetterKind, int>();
        foreach (var kind in Enum.GetValues<DeadLetterKind>())
            counts[kind] = await session.Query<DeadLetter>().CountAsync(letter => letter.Kind == kind, cancellationToken);
        return counts;
    }
}
