using Enrollment.Storage.Schema;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Enrollment.TestKit;

/// <summary>
/// A database as docs/operations.md sets it up: the administrator's script is run, the owner has made the tables and given the rights. The
/// administrator of the test server is postgres, with the password of the others.
/// </summary>
public static class ThreeRoles
{
    public const string Worker = "enrollment_worker";
    public const string Auditor = "enrollment_auditor";
    private const string Administrator = "postgres";

    public static Task<string> Grants => File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "grants.sql"));

    public static async Task<TestServers> Create()
    {
        var servers = await TestServers.Create();
        await servers.Administrate();
        await servers.MakeTables();
        await servers.ExecuteAs(null, await Grants);
        return servers;
    }

    public static async Task Administrate(this TestServers servers) =>
        await servers.ExecuteAs(Administrator, await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "administrator.sql")));

    public static async Task MakeTables(this TestServers servers)
    {
        await using var owner = TestStore.Of(servers);
        await SchemaChanges.ApplyAsync(owner.Store, CancellationToken.None);
    }

    /// <param name="servers">Where.</param>
    /// <param name="role">Null for the owner.</param>
    public static string As(this TestServers servers, string? role) =>
        new NpgsqlConnectionStringBuilder(servers.Postgres)
        {
            Username = role ?? new NpgsqlConnectionStringBuilder(servers.Postgres).Username,
            Pooling = false,
        }.ConnectionString;

    public static async Task<NpgsqlConnection> Open(this TestServers servers, string? role)
    {
        var connection = new NpgsqlConnection(servers.As(role));
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>One value; the type's default where there is none.</summary>
    public static async Task<T?> ExecuteAs<T>(this TestServers servers, string? role, string sql)
    {
        await using var connection = await servers.Open(role);
        return await connection.Ask<T>(sql);
    }

    public static Task ExecuteAs(this TestServers servers, string? role, string sql) => servers.ExecuteAs<object>(role, sql);

    public static Task ExecuteAsAdministrator(this TestServers servers, string sql) => servers.ExecuteAs(Administrator, sql);

    public static async Task<T?> Ask<T>(this NpgsqlConnection connection, string sql)
    {
#pragma warning disable CA2100 // The statements are the tests' own.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        return await command.ExecuteScalarAsync() is T value ? value : default;
    }

    public static Task Execute(this NpgsqlConnection connection, string sql) => connection.Ask<object>(sql);
}
