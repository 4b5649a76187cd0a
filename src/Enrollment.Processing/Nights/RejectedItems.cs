using Enrollment.Storage.Access;
using Marten;
using Npgsql;

namespace Enrollment.Processing.Nights;

/// <summary>The learners or streams of a segment that the database rejects, each with its error.</summary>
public sealed record RejectedItems(IReadOnlyDictionary<string, Exception> Errors)
{
    /// <summary>A conflict that persists for this many attempts is caused by the stored data, not by another writer.</summary>
    internal const int LastingConflict = 5;

    public static RejectedItems None { get; } = new(new Dictionary<string, Exception>());

    /// <summary>The error of an item; null when the item is not rejected.</summary>
    public Exception? Find(string item) => Errors.GetValueOrDefault(item);

    /// <summary>
    /// Runs <paramref name="attempt"/> for each item, flushes it to the database and rolls it back. A conflict is retried, since another
    /// writer may have caused it.
    /// </summary>
    public static async Task<RejectedItems> FindAsync<T>(
        IDocumentStore store,
        IEnumerable<T> items,
        Func<T, string> name,
        Func<IDocumentSession, T, Task> attempt,
        CancellationToken cancellationToken
    )
    {
        var errors = new Dictionary<string, Exception>(StringComparer.Ordinal);
        await using var connection = store.Storage.Database.CreateConnection();
        await connection.OpenAsync(cancellationToken);
        foreach (var item in items)
        {
            var error = await FindErrorAsync(store, connection, session => attempt(session, item), cancellationToken);
            if (error is not null)
                errors.Add(name(item), error);
        }

        return new RejectedItems(errors);
    }

    private static async Task<Exception?> FindErrorAsync(
        IDocumentStore store,
        NpgsqlConnection connection,
        Func<IDocumentSession, Task> attempt,
        CancellationToken cancellationToken
    )
    {
        for (var tries = 1; ; tries++)
        {
            var error = await TryAsync(store, connection, attempt, cancellationToken);
            if (error is null || !ExceptionClassifier.IsConflict(error) || tries == LastingConflict)
                return error;
        }
    }

    private static async Task<Exception?> TryAsync(
        IDocumentStore store,
        NpgsqlConnection connection,
        Func<IDocumentSession, Task> attempt,
        CancellationToken cancellationToken
    )
    {
        // Never committed: disposing the transaction rolls it back.
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var session = store.LightweightSession(Marten.Services.SessionOptions.ForTransaction(transaction));
        try
        {
            await attempt(session);
            await session.SaveChangesAsync(cancellationToken);
            return null;
        }
        catch (Exception error) when (!ExceptionClassifier.IsInterruption(error))
        {
            return error;
        }
    }
}
