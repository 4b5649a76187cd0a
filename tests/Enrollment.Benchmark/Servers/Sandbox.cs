using Enrollment.Domain.Calendar;
using Enrollment.Storage;
using Enrollment.Storage.Access;
using Enrollment.Storage.Schema;
using Enrollment.Worker.Observability;
using Marten;
using Npgsql;

namespace Enrollment.Benchmark.Servers;

/// <summary>A database and a virtual host of its own, for one repetition; gone with it.</summary>
internal sealed class Sandbox : IAsyncDisposable
{
    private readonly string _name = $"bench_{Guid.NewGuid():N}";
    private readonly ServiceProvider _services;

    private Sandbox()
    {
        Postgres = new NpgsqlConnectionStringBuilder(Server.Setting("Postgres")) { Database = _name, CommandTimeout = 0 }.ConnectionString;
        RabbitMq = new UriBuilder(Server.Setting("RabbitMq")) { Path = _name }.Uri;
        Source = NpgsqlDataSource.Create(Postgres);
        _services = new ServiceCollection().AddLogging().AddStorage(new EnrollmentOptions { Postgres = Postgres }).BuildServiceProvider();
    }

    /// <summary>That of the workers (<see cref="WorkerProcess"/>).</summary>
    public static BusinessCalendar Calendar { get; } = new(TimeZoneInfo.Utc, new TimeOnly(2, 0));

    /// <summary>As the owner.</summary>
    public string Postgres { get; }

    public string PostgresOfWorker => new NpgsqlConnectionStringBuilder(Postgres) { Username = "enrollment_worker" }.ConnectionString;

    public Uri RabbitMq { get; }

    public NpgsqlDataSource Source { get; }

    public IDocumentStore Store => _services.GetRequiredService<IDocumentStore>();

    /// <summary>With the worker's tables, and nothing in them.</summary>
    public static async Task<Sandbox> CreateAsync()
    {
        var sandbox = new Sandbox();
        await Server.SqlAsync($"create database {sandbox._name}");
        await Server.CreateVirtualHostAsync(sandbox._name);
        await SchemaChanges.ApplyAsync(sandbox.Store, CancellationToken.None);
        await sandbox.ExecuteAsync(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "grants.sql")));
        return sandbox;
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The one value a query gives.</summary>
    public async Task<T> ValueAsync<T>(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Source.DisposeAsync();
        await Server.DeleteVirtualHostAsync(_name);
        await Server.DropAsync(_name);
    }
}
