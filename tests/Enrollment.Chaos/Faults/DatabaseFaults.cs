using System.Diagnostics;
using System.Globalization;
using Enrollment.Processing.Facts;
using Npgsql;

namespace Enrollment.Chaos.Faults;

/// <summary>The database goes away, runs short, or refuses.</summary>
internal static class DatabaseFaults
{
    private const string Workers = $"datname = 'enrollment' and usename = '{Servers.Database.WorkerRole}' and client_port is not null";

    public static IReadOnlyList<Fault> All { get; } =
    [
        new("database.restart-fast", 3, (environment, _) => environment.Database.RestartAsync("fast")),
        new("database.restart-immediate", 3, (environment, _) => environment.Database.RestartAsync("immediate")),
        new("database.kill-backend", 5, KillBackendAsync),
        new("database.kill-postmaster", 2, (environment, _) => KillPostmasterAsync(environment)),
        new(
            "database.terminate-backends",
            6,
            (environment, _) => environment.Database.ExecuteAsync($"select pg_terminate_backend(pid) from pg_stat_activity where {Workers}")
        )
        {
            Lane = Lane.Quick,
        },
        new("database.connections-exhausted", 3, (environment, _) => ExhaustAsync(environment)),
        new("database.serialization-failures", 4, (environment, _) => SerializeAsync(environment)),
        new("database.disk-full", 2, (environment, _) => FillDiskAsync(environment))
        {
            UnavailableReason = settings => settings.DiskCanFill ? null : "no small disk could be mounted",
        },
    ];

    /// <summary>One server process dies of it: all of them end, and the database recovers.</summary>
    private static async Task KillBackendAsync(ChaosEnvironment environment, Random random)
    {
        var pid = await environment.Database.ValueAsync<int>(
            $"select pid from pg_stat_activity where {Workers} order by pid offset {random.Next(4)} limit 1"
        );
        if (pid > 0)
            Kill(pid);
        await environment.DelayAsync(0.5);
        await environment.Database.EnsureRunningAsync();
    }

    private static async Task KillPostmasterAsync(ChaosEnvironment environment)
    {
        Kill(await environment.Database.PostmasterAsync());
        await environment.Database.EnsureRunningAsync();
    }

    private static async Task ExhaustAsync(ChaosEnvironment environment)
    {
        var held = new List<NpgsqlConnection>();
        try
        {
            while (held.Count < 400)
            {
                var connection = new NpgsqlConnection(
                    new NpgsqlConnectionStringBuilder(environment.Database.Application.ConnectionString)
                    {
                        Pooling = false,
                        Timeout = 3,
                    }.ConnectionString
                );
                await connection.OpenAsync(environment.CancellationToken);
                held.Add(connection);
            }
        }
        catch (NpgsqlException)
        {
            // No more are given out: that is the fault. Who comes now, or comes back, is refused.
            await environment.Database.ExecuteAsync(
                $"select pg_terminate_backend(pid) from pg_stat_activity where {Workers} and application_name = 'enrollment'"
            );
            await environment.DelayAsync(3);
        }
        finally
        {
            foreach (var connection in held)
                await connection.DisposeAsync();
        }
    }

    /// <summary>For a while every transaction is serializable, and those that meet fail.</summary>
    private static async Task SerializeAsync(ChaosEnvironment environment)
    {
        await IsolationAsync(environment, "set default_transaction_isolation = 'serializable'");
        await environment.DelayAsync(4);
        await IsolationAsync(environment, "reset default_transaction_isolation");
    }

    private static async Task IsolationAsync(ChaosEnvironment environment, string setting)
    {
        await environment.Database.ExecuteAsync($"alter role {Servers.Database.WorkerRole} {setting}");
        await environment.Database.ExecuteAsync($"select pg_terminate_backend(pid) from pg_stat_activity where {Workers}");
    }

    private static async Task FillDiskAsync(ChaosEnvironment environment)
    {
        try
        {
            if (!await environment.Database.FillDiskAsync())
                throw new FaultMissedException("the disk could not be filled");
            await environment.DelayAsync(4);
        }
        finally
        {
            environment.Database.FreeDisk();
            await environment.Database.EnsureRunningAsync();
        }
    }

    private static void Kill(int pid)
    {
        using var kill = Process.Start("kill", ["-KILL", pid.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }
}
