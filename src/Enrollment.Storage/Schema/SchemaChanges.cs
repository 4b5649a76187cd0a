using JasperFx;
using Marten;
using Npgsql;
using Weasel.Core;
using Weasel.Core.Migrations;
using Weasel.Postgresql;

namespace Enrollment.Storage.Schema;

/// <summary>
/// Makes the tables, or brings them to this version: what the owner does, by <c>enrollctl schema apply</c> or by starting a worker as the
/// owner.
/// </summary>
public static class SchemaChanges
{
    /// <summary>Whether something was changed. Whoever else wants to waits meanwhile.</summary>
    public static async Task<bool> ApplyAsync(IDocumentStore store, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        var difference = (await store.Storage.CreateMigrationAsync()).Difference;
        var database = (PostgresqlDatabase)store.Storage.Database;
        var alone = new OneAtATime((DocumentStore)store);
        await database.ApplyAllConfiguredChangesToDatabaseAsync(alone, AutoCreate.CreateOrUpdate, null, cancellationToken);
        return difference != SchemaPatchDifference.None;
    }

    /// <summary>As Marten does at the start of a host: by an advisory lock, asked for again and again until its time is up.</summary>
    private sealed class OneAtATime(DocumentStore store) : IGlobalLock<NpgsqlConnection>
    {
        private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(100);

        public async Task<AttainLockResult> TryAttainLock(NpgsqlConnection conn, CancellationToken ct = default)
        {
            var since = TimeProvider.System.GetTimestamp();
            while (true)
            {
                var locked = await conn.TryGetGlobalLock(store.Options.ApplyChangesLockId, ct);
                var isOver = TimeProvider.System.GetElapsedTime(since) > store.Options.ApplyChangesLockTimeout;
                if (locked.Succeeded || locked.ShouldReconnect || isOver)
                    return locked;
                await Task.Delay(BetweenTries, ct);
            }
        }

        public Task ReleaseLock(NpgsqlConnection conn, CancellationToken ct = default) =>
            conn.ReleaseGlobalLock(store.Options.ApplyChangesLockId, ct);
    }
}
