using Marten;
using Npgsql;
using Weasel.Core.Migrations;

namespace Enrollment.Worker.Storage;

/// <summary>
/// Before anything else starts: the owner brings the tables up to date, any other role compares them. A role that lacks rights cannot even compare: the worker
/// starts, is not ready, and says why; what it gets from the broker it keeps.
/// </summary>
internal sealed class SchemaStart(IDocumentStore store, ILogger<SchemaStart> log) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var (role, wrong) = await LookAsync(cancellationToken);
        if (role.Kind == DatabaseRoleKind.Owner)
            await SchemaChanges.ApplyAsync(store, cancellationToken);
        else if (!role.HasTables)
            throw new SchemaException($"The database has no Enrollment tables yet: run enrollctl schema apply as the owner {role.Owner}, then infra/grants.sql.");
        else if (WrongRight.Sentence(role, wrong) is { } sentence)
            log.LogError("{Problem}", sentence);
        else
            await CompareAsync(role, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<(DatabaseRole Role, IReadOnlyList<WrongRight> Wrong)> LookAsync(CancellationToken cancellationToken)
    {
        await using var connection = store.Storage.Database.CreateConnection();
        await connection.OpenAsync(cancellationToken);
        var role = await DatabaseRole.FindAsync(connection, cancellationToken);
        // A worker that runs as an auditor needs what a worker needs.
        return (role, role.Kind == DatabaseRoleKind.Owner ? [] : await DatabaseRights.FindWrongAsync(connection, DatabaseRoleKind.Worker, cancellationToken));
    }

    private async Task CompareAsync(DatabaseRole role, CancellationToken cancellationToken)
    {
        try
        {
            await store.Storage.Database.AssertDatabaseMatchesConfigurationAsync(cancellationToken);
        }
        catch (DatabaseValidationException different)
        {
            throw new SchemaException($"The tables are not those of this version: run its enrollctl schema apply as the owner {role.Owner}, then infra/grants.sql. {different.Message}");
        }
    }
}

/// <summary>The worker cannot start on these tables; the message is for people.</summary>
public sealed class SchemaException(string message) : Exception(message);
