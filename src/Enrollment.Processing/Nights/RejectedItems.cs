using Enrollment.Storage.Access;
using Marten;
using Npgsql;

namespace Enrollment.Processing.Nights;

/// <summary>Learners or streams the database refuses, each with what it said.</summary>
public sealed record RejectedItems(IReadOnlyDictionary<string, Exception> Refusals)
{
    /// <summary>A conflict that stays for so many tries has to do with what is stored.</summary>
    internal const int LastingConflict = 5;

    public static RejectedItems None { get; } = new(new Dictionary<string, Exception>());

    /// <summary>
    /// Does for each what <paramref name="attempt"/> does, flushed to the database and rolled back. A conflict is tried again: only one
    /// that stays has to do with what is stored, any other with somebody who writes at the same time.
    /// </summary>
    public static async Task<RejectedItems> Among<T>(
        IDocumentStore store,
        IEnumerable<T> items,
        Func<T, string> name,
        Func<IDocumentSession, T, Task> attempt,
        CancellationToken cancellationToken
    )
    {
        var refusals = new Dictionary<string, Exception>(StringComparer.Ordinal);
        await using var connection = store.Storage.Database.CreateConnection();
        await connection.OpenAsync(cancellationToken);
        foreach (var item in items)
        {
            var refusal = await Refusal();
            for (
                var conflicts = 1;
                refusal is not null && ExceptionClassifier.IsConflict(refusal) && conflicts < LastingConflict;
                conflicts++
            )
                refusal = await Refusal();
            if (refusal is not null)
                refusals.Add(name(item), refusal);

            Task<Exception?> Refusal() => RefusalOf(store, connection, session => attempt(session, item), cancellationToken);
        }

        return new RejectedItems(refusals);
    }

    private static async Task<Exception?> RefusalOf(
        IDocumentStore store,
        NpgsqlConnection connection,
        Func<IDocumentSession, Task> attempt,
        CancellationToken cancellationToken
    )
    {
        // Not committed, so rolled back when it is left.
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var session = store.LightweightSession(Marten.Services.SessionOptions.ForTransaction(transaction));
        try
        {
            await attempt(session);
            await session.SaveChangesAsync(cancellationToken);
            return null;
        }
        catch (Exception refused) when (!ExceptionClassifier.IsInterruption(refused))
        {
            return refused;
        }
    }
}
