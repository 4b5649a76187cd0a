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
        new("database.restart-fast", 3, (scene, _) => scene.Database.Restart("fast")),
        new("database.restart-immediate", 3, (scene, _) => scene.Database.Restart("immediate")),
        new("database.kill-backend", 5, KillBackend),
        new("database.kill-postmaster", 2, (scene, _) => KillPostmaster(scene)),
        new(
            "database.terminate-backends",
            6,
            (scene, _) => scene.Database.Execute($"select pg_terminate_backend(pid) from pg_stat_activity where {Workers}")
        )
        {
            Lane = Lane.Quick,
        },
        new("database.connections-exhausted", 3, (scene, _) => Exhaust(scene)),
        new("database.serialization-failures", 4, (scene, _) => Serialize(scene)),
        new("database.disk-full", 2, (scene, _) => FillDisk(scene))
        {
            Impossible = settings => settings.DiskCanFill ? null : "no small disk could be mounted",
        },
    ];

    /// <summary>One server process dies of it: all of them end, and the database recovers.</summary>
    private static async Task KillBackend(Scene scene, Random random)
    {
        var pid = await scene.Database.Value<int>(
            $"select pid from pg_stat_activity where {Workers} order by pid offset {random.Next(4)} limit 1"
        );
        if (pid > 0)
            Kill(pid);
        await scene.For(0.5);
        await scene.Database.EnsureRunning();
    }

    private static async Task KillPostmaster(Scene scene)
    {
        Kill(await scene.Database.Postmaster());
        await scene.Database.EnsureRunning();
    }

    private static async Task Exhaust(Scene scene)
    {
        var held = new List<NpgsqlConnection>();
        try
        {
            while (held.Count < 400)
            {
                var connection = new NpgsqlConnection(
                    new NpgsqlConnectionStringBuilder(scene.Database.Application.ConnectionString)
                    {
                        Pooling = false,
                        Timeout = 3,
                    }.ConnectionString
                );
                await connection.OpenAsync(scene.Cancellation);
                held.Add(connection);
            }
        }
        catch (NpgsqlException)
        {
            // No more are given out: that is the fault. Who comes now, or comes back, is refused.
            await scene.Database.Execute(
                $"select pg_terminate_backend(pid) from pg_stat_activity where {Workers} and application_name = 'enrollment'"
            );
            await scene.For(3);
        }
        finally
        {
            foreach (var connection in held)
                await connection.DisposeAsync();
        }
    }

    /// <summary>For a while every transaction is serializable, and those that meet fail.</summary>
    private static async Task Serialize(Scene scene)
    {
        await Isolation(scene, "set default_transaction_isolation = 'serializable'");
        await scene.For(4);
        await Isolation(scene, "reset default_transaction_isolation");
    }

    private static async Task Isolation(Scene scene, string setting)
    {
        await scene.Database.Execute($"alter role {Servers.Database.WorkerRole} {setting}");
        await scene.Database.Execute($"select pg_terminate_backend(pid) from pg_stat_activity where {Workers}");
    }

    private static async Task FillDisk(Scene scene)
    {
        try
        {
            if (!await scene.Database.FillDisk())
                throw new FaultMissedException("the disk could not be filled");
            await scene.For(4);
        }
        finally
        {
            scene.Database.FreeDisk();
            await scene.Database.EnsureRunning();
        }
    }

    private static void Kill(int pid)
    {
        using var kill = Process.Start("kill", ["-KILL", pid.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }
}
