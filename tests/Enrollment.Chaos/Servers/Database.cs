using System.Globalization;
using Npgsql;

namespace Enrollment.Chaos.Servers;

/// <summary>The private PostgreSQL, as its administrator.</summary>
internal sealed class Database(string folder, NpgsqlConnectionStringBuilder application)
{
    public const string WorkerRole = "enrollment_worker";
    public const string AuditorRole = "enrollment_auditor";

    private readonly string _administrator = new NpgsqlConnectionStringBuilder(application.ConnectionString)
    {
        Username = "postgres",
        Pooling = false,
        Timeout = 3,
        CommandTimeout = 0,
    }.ConnectionString;

    /// <summary>As its owner.</summary>
    public NpgsqlConnectionStringBuilder Application => application;

    /// <summary>As the workers see it, but for host and port.</summary>
    public NpgsqlConnectionStringBuilder OfWorker => new(application.ConnectionString) { Username = WorkerRole };

    public NpgsqlConnectionStringBuilder OfAuditor => new(application.ConnectionString) { Username = AuditorRole };

    public int Port => application.Port;

    private string Data => Path.Combine(folder, "postgres");

    /// <summary>The one value, or the default when there is none.</summary>
    public async Task<T?> ValueAsync<T>(string sql)
    {
        await using var connection = await OpenAsync();
#pragma warning disable CA2100 // The statements are our own.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        return await command.ExecuteScalarAsync() is T value ? value : default;
    }

    /// <summary>What the owner does once the tables are made.</summary>
    public async Task GiveRightsAsync()
    {
        await using var owner = NpgsqlDataSource.Create(application.ConnectionString);
#pragma warning disable CA2100 // The script is our own.
        await using var command = owner.CreateCommand(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "grants.sql")));
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    public Task ExecuteAsync(string sql) => ValueAsync<object>(sql);

    public async Task<NpgsqlConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection(_administrator);
        await connection.OpenAsync();
        return connection;
    }

    public Task RestartAsync(string mode) => ControlAsync($"restart -s -m {mode} -w -t 60 -l '{Data}/server.log'");

    /// <summary>Starts it where it does not run; waits for what a killed one has left behind.</summary>
    public async Task EnsureRunningAsync()
    {
        for (var attempt = 0; attempt < 30 && !await RunsAsync(); attempt++)
        {
            await ControlAsync($"start -s -w -t 60 -l '{Data}/server.log'");
            await Task.Delay(300);
        }
    }

    /// <summary>The number of the process that all others of the server are children of.</summary>
    public async Task<int> PostmasterAsync() =>
        int.Parse((await File.ReadAllLinesAsync(Path.Combine(Data, "data", "postmaster.pid")))[0], CultureInfo.InvariantCulture);

    /// <summary>
    /// Another one each time that the server has ended all sessions: it was started again, or has recovered from the death of one.
    /// </summary>
    public Task<string?> GenerationAsync() =>
        ValueAsync<string>(
            "select pg_postmaster_start_time() || ' ' || max(backend_start) from pg_stat_activity where backend_type = 'checkpointer'"
        );

    /// <summary>Takes what is left of its disk, of which the database may take some at the same time.</summary>
    public Task<bool> FillDiskAsync() =>
        Bash.RunAsync(
            $"for spare in 4096 1048576 4194304 16777216; do fallocate -l $(( $(df --output=avail -B1 '{Data}' | tail -n 1) - spare "
                + $")) '{Data}/filler' && exit 0; done; exit 1"
        );

    public void FreeDisk() => File.Delete(Path.Combine(Data, "filler"));

    private async Task<bool> RunsAsync()
    {
        try
        {
            return await ValueAsync<int>("select 1") == 1;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private Task<bool> ControlAsync(string command) => Bash.RunAsync($"postgres_ctl '{Data}' {command} >/dev/null 2>&1 </dev/null");
}
