using Npgsql;

namespace Enrollment.Worker.Tests.Deciding;

/// <summary>A lock of another session. What needs it waits until it is released.</summary>
internal sealed class HeldLock : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;

    private HeldLock(NpgsqlConnection connection) => _connection = connection;

    /// <param name="company">Whose database it is.</param>
    /// <param name="sql">Takes the lock.</param>
    public static async Task<HeldLock> TakeAsync(DecidedCompany company, string sql)
    {
        var connection = new NpgsqlConnection(company.Postgres);
        await connection.OpenAsync();
#pragma warning disable CA2100 // The statement is a test's own.
        await using var command = new NpgsqlCommand($"begin; {sql}", connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
        return new HeldLock(connection);
    }

    /// <summary>Whether so many sessions wait for a lock that is held here or behind it.</summary>
    public async Task<bool> HoldsUpAsync(int sessions)
    {
        await using var command = new NpgsqlCommand(
            "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
            _connection
        );
        return (long)(await command.ExecuteScalarAsync())! >= sessions;
    }

    public async ValueTask DisposeAsync()
    {
        await using (var command = new NpgsqlCommand("rollback", _connection))
            await command.ExecuteNonQueryAsync();
        await _connection.DisposeAsync();
    }
}
