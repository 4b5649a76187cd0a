using JasperFx;
using Marten;
using Npgsql;
using Weasel.Core;
using Weasel.Core.Migrations;
using Weasel.Postgresql;

namespace Enrollment.Storage.Schema;

/// <summary>
/// Creates the tables or updates them to this version. The owner does it, by <c>enrollctl schema apply</c> or by starting a worker as the
/// owner.
/// </summary>
public static class SchemaChanges
{
    /// <summary>Whether something was changed. Simultaneous calls wait for each other.</summary>
    public static async Task<bool> ApplyAsync(IDocumentStore store, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        var difference = (await store.Storage.CreateMigrationAsync()).Difference;
        var database = (PostgresqlDatabase)store.Storage.Database;
        var migrationLock = new MigrationLock((DocumentStore)store);
        await database.ApplyAllConfiguredChangesToDatabaseAsync(migrationLock, AutoCreate.CreateOrUpdate, null, cancellationToken);
        return difference != SchemaPatchDifference.None;
    }

    /// <summary>As Marten does at the start of a host: an advisory lock, polled until its timeout.</summary>
    private sealed class MigrationLock(DocumentStore store) : IGlobalLock<NpgsqlConnection>
    {
        private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

        public async Task<AttainLockResult> TryAttainLock(NpgsqlConnection conn, CancellationToken ct = default)
        {
            var since = TimeProvider.System.GetTimestamp();
            while (true)
            {
                var locked = await conn.TryGetGlobalLock(store.Options.ApplyChangesLockId, ct);
                var isTimedOut = TimeProvider.System.GetElapsedTime(since) > store.Options.ApplyChangesLockTimeout;
                if (locked.Succeeded || locked.ShouldReconnect || isTimedOut)
                    return locked;
                await Task.Delay(PollInterval, ct);
            }
        }

        public Task ReleaseLock(NpgsqlConnection conn, CancellationToken ct = default) =>
            conn.ReleaseGlobalLock(store.Options.ApplyChangesLockId, ct);
    }
}
