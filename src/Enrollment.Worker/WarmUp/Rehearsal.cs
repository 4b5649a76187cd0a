using Enrollment.Storage.Access;
using Marten;
using Npgsql;

namespace Enrollment.Worker.WarmUp;

/// <summary>
/// A transaction that is rolled back. It becomes read-only in the end, so that the database refuses the save before it uses an event
/// number.
/// </summary>
internal sealed class Rehearsal : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;

    private Rehearsal(IDocumentStore store, NpgsqlConnection connection, NpgsqlTransaction transaction)
    {
        (_connection, _transaction) = (connection, transaction);
        Session = store.LightweightSession(Marten.Services.SessionOptions.ForTransaction(transaction));
        Session.Logger = new SilentLogger();
    }

    public IDocumentSession Session { get; }

    public static async Task<Rehearsal> BeginAsync(IDocumentStore store, CancellationToken cancellationToken)
    {
        var connection = store.Storage.Database.CreateConnection();
        try
        {
            await connection.OpenAsync(cancellationToken);
            return new Rehearsal(store, connection, await connection.BeginTransactionAsync(cancellationToken));
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs work that ends with saving the session.</summary>
    public async Task RunReadOnlyAsync(Func<IDocumentSession, Task> work, CancellationToken cancellationToken)
    {
        await Sql.ExecuteAsync(Session, "set transaction read only", cancellationToken);
        try
        {
            await work(Session);
            throw new InvalidOperationException("The database wrote in a transaction that is read-only.");
        }
        catch (Exception refused) when (IsReadOnly(refused)) { }
    }

    public async ValueTask DisposeAsync()
    {
        await Session.DisposeAsync();
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private static bool IsReadOnly(Exception? exception) =>
        exception is not null
        && (exception is PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } || IsReadOnly(exception.InnerException));
}
