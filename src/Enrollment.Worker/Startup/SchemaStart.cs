using Enrollment.Intake.Json;
using Enrollment.Queries.Wording.Conditions;
using Enrollment.Storage.Schema;
using Marten;
using Npgsql;
using Weasel.Core.Migrations;

namespace Enrollment.Worker.Startup;

/// <summary>
/// Runs before everything else. The owner updates the tables, any other role compares them. A role that lacks rights cannot compare. Then
/// the worker starts and is not ready, a condition names the right, and messages stay on the broker.
/// </summary>
internal sealed class SchemaStart(IDocumentStore store, ILogger<SchemaStart> log) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var (role, wrong) = await FindRoleAsync(cancellationToken);
        if (role.Kind == DatabaseRoleKind.Owner)
            await SchemaChanges.ApplyAsync(store, cancellationToken);
        else if (!role.HasTables)
            throw new SchemaException(DatabaseText.NoTables(role));
        else if (wrong.Count > 0)
            log.LogError("{Problem}", DatabaseText.WrongRights(role, wrong));
        else
            await CompareAsync(role, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<(DatabaseRole Role, IReadOnlyList<WrongRight> Wrong)> FindRoleAsync(CancellationToken cancellationToken)
    {
        await using var connection = store.Storage.Database.CreateConnection();
        await connection.OpenAsync(cancellationToken);
        var role = await DatabaseRole.LoadAsync(connection, cancellationToken);
        // A worker that runs as an auditor needs what a worker needs.
        var kind = role.Kind == DatabaseRoleKind.Owner ? DatabaseRoleKind.Owner : DatabaseRoleKind.Worker;
        return (role, await DatabaseRights.FindWrongAsync(connection, kind, cancellationToken));
    }

    private async Task CompareAsync(DatabaseRole role, CancellationToken cancellationToken)
    {
        try
        {
            await store.Storage.Database.AssertDatabaseMatchesConfigurationAsync(cancellationToken);
        }
        catch (DatabaseValidationException different)
        {
            log.LogError("{Difference}", different.Message);
            throw new SchemaException(DatabaseText.OtherTables(role));
        }
    }
}
