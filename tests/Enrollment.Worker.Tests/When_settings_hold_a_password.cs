using System.Diagnostics;
using Enrollment.TestKit;

namespace Enrollment.Worker.Tests;

/// <summary>The worker as a process. Whatever is wrong with a connection string: nobody reads its password in a log.</summary>
public sealed class When_settings_hold_a_password
{
    private const string Secret = "hunter2secret";

    [TestCase("Postgres", $"Host=h;Database=d;Pasword={Secret}")]
    [TestCase("Postgres", $"Host=h;Database=d;Password='{Secret}")]
    [TestCase("Postgres", $"Host=h;Database=d;Password=x;{Secret}=1")]
    [TestCase("Postgres", $"Host=h;Database=d;Port={Secret};Password=x")]
    [TestCase("Postgres", $"postgres://u:{Secret}@h/d")]
    [TestCase("Postgres", $"Password={Secret}")]
    [TestCase("RabbitMq", $"amqp://u:{Secret}@x@h/v")]
    [TestCase("RabbitMq", $"amqp://u:1/{Secret}@h/v")]
    [TestCase("RabbitMq", $"amqp://u:1/{Secret}@h")]
    [TestCase("RabbitMq", $"amqp://u:a#{Secret}@h/v")]
    [TestCase("RabbitMq", $"amqp://u:{Secret}@h/a/b")]
    [TestCase("RabbitMq", $"amqp:u:{Secret}@h")]
    [TestCase("RabbitMq", $"http://u:{Secret}@h/v")]
    [TestCase("RabbitMqManagement", $"http://u:1/{Secret}@h")]
    [TestCase("RabbitMqManagement", $"ftp://u:{Secret}@h")]
    public async Task Should_refuse_what_it_cannot_read_without_repeating_it(string setting, string value)
    {
        var (exitCode, said) = await RunAsync(
            TimeSpan.FromSeconds(30),
            "--Enrollment:Postgres=Host=127.0.0.1;Port=1;Database=d",
            "--Enrollment:RabbitMq=amqp://127.0.0.1:1",
            $"--Enrollment:{setting}={value}"
        );
        exitCode.Should().Be(2, said);
        said.Should().Contain($"Enrollment:{setting} must be").And.NotContain(Secret).And.NotContain("   at ");
    }

    [Test]
    public async Task Should_log_it_nowhere_while_the_servers_do_not_answer()
    {
        var (_, said) = await RunAsync(
            TimeSpan.FromSeconds(8),
            $"--Enrollment:Postgres=Host=127.0.0.1;Port=1;Database=d;Username=u;Password={Secret}",
            $"--Enrollment:RabbitMq=amqp://u:{Secret}@127.0.0.1:1/v"
        );
        said.Should().NotBeEmpty().And.NotContain(Secret);
    }

    [Test]
    public async Task Should_log_it_nowhere_while_the_servers_refuse_it()
    {
        await using var servers = await TestServers.Create();
        var broker = new UriBuilder(servers.RabbitMq) { Password = Secret }.Uri.ToString();
        var (_, said) = await RunAsync(
            TimeSpan.FromSeconds(8),
            $"--Enrollment:Postgres={new Npgsql.NpgsqlConnectionStringBuilder(servers.Postgres) { Password = Secret }.ConnectionString}",
            $"--Enrollment:RabbitMq={broker}"
        );
        said.Should().NotBeEmpty().And.NotContain(Secret);
    }

    /// <summary>Killed where it goes on for longer.</summary>
    private static async Task<(int ExitCode, string Said)> RunAsync(TimeSpan time, params string[] settings)
    {
        var start = new ProcessStartInfo(
            "dotnet",
            [
                typeof(WorkerHost).Assembly.Location,
                "--environment=Development",
                "--urls=http://127.0.0.1:0",
                "--Serilog:MinimumLevel:Default=Debug",
                .. settings,
            ]
        )
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        if (!process.WaitForExit(time))
            process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await error);
    }
}
