using Enrollment.Worker.Messaging;
using Marten;

namespace Enrollment.Worker.NightlyCycle;

/// <summary>Learners or streams the database refuses, each with what it said.</summary>
public sealed record Unstorable(IReadOnlyDictionary<string, Exception> Refusals)
{
    public static Unstorable None { get; } = new(new Dictionary<string, Exception>());

    /// <summary>Does for each what <paramref name="attempt"/> does, flushed to the database and rolled back.</summary>
    public static async Task<Unstorable> Among<T>(
        IDocumentStore store, IEnumerable<T> items, Func<T, string> name, Func<IDocumentSession, T, Task> attempt, CancellationToken cancellationToken)
    {
        var refusals = new Dictionary<string, Exception>(StringComparer.Ordinal);
        await using var connection = store.Storage.Database.CreateConnection();
        await connection.OpenAsync(cancellationToken);
        foreach (var item in items)
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await using var session = store.LightweightSession(Marten.Services.SessionOptions.ForTransaction(transaction));
            try
            {
                await attempt(session, item);
                await session.SaveChangesAsync(cancellationToken);
            }
            catch (Exception refused) when (refused is not OperationCanceledException && !Trouble.IsUnreachable(refused))
            {
                refusals.Add(name(item), refused);
            }

            await transaction.RollbackAsync(cancellationToken);
        }

        return new Unstorable(refusals);
    }
}
