using Enrollment.Chaos.Servers;
using Npgsql;

namespace Enrollment.Chaos.Faults.Hostile;

/// <summary>A session of the auditor's role with its settings changed: nothing that it may change itself ends it.</summary>
internal sealed class ForeignSession : IAsyncDisposable
{
    private const string Unlimited =
        "set idle_in_transaction_session_timeout = 0; set statement_timeout = 0; set lock_timeout = 0; "
        + "set client_connection_check_interval = 0";

    private readonly NpgsqlConnection _connection;

    private ForeignSession(NpgsqlConnection connection) => _connection = connection;

    public int ProcessId => _connection.ProcessID;

    public static async Task<ForeignSession> OpenAsync(Database database, CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(database.OfAuditor.ConnectionString)
            {
                Pooling = false,
                Timeout = 5,
                CommandTimeout = 0,
                ApplicationName = "chaos auditor",
            }.ConnectionString
        );
        try
        {
            await connection.OpenAsync(cancellationToken);
            var session = new ForeignSession(connection);
            await session.RunAsync(Unlimited, cancellationToken);
            return session;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public async Task RunAsync(string sql, CancellationToken cancellationToken)
    {
#pragma warning disable CA2100 // The statements are our own.
        await using var command = new NpgsqlCommand(sql, _connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _connection.DisposeAsync();
        }
        catch (NpgsqlException)
        {
            // It was ended by others.
        }
    }
}
