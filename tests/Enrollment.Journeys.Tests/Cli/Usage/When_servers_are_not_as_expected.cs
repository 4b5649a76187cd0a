using Npgsql;

namespace Enrollment.Journeys.Tests.Cli.Usage;

/// <summary>
/// Servers away, other servers in their place, wrong names and passwords: a sentence that says which setting, never a password or a stack
/// trace.
/// </summary>
[NonParallelizable]
public sealed class When_servers_are_not_as_expected
{
    private const string Secret = "hunter2secret";

    private PlantedRecord _record = null!;
    private CommandPlaceholders _world = null!;
    private FakeServer _web = null!;
    private FakeServer _silent = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _record = await PlantedRecord.CreateAsync("u1");
        _world = await CommandPlaceholders.CreateAsync(_record, "u1");
        (_web, _silent) = (new FakeServer(FakeServer.Http("200 OK", "hello")), new FakeServer(null));
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        _web.Dispose();
        _silent.Dispose();
        _world.Dispose();
        await _record.DisposeAsync();
    }

    [TestCase("closed", "The database named by Enrollment__Postgres cannot be reached")]
    [TestCase("password", "The database refused: password authentication failed")]
    [TestCase("database", "The database refused: database \"none\" does not exist")]
    [TestCase("tls", "The database named by Enrollment__Postgres cannot be reached")]
    [TestCase("web", "The database named by Enrollment__Postgres cannot be reached")]
    [TestCase("silent", "The database named by Enrollment__Postgres cannot be reached")]
    [TestCase("broker", "The database named by Enrollment__Postgres cannot be reached")]
    public async Task Should_say_it_of_the_database(string what, string said)
    {
        foreach (
            var line in new List<string>
            {
                "enrollments",
                "learner end u1 --reason x",
                "exempt grant u1 u1 --reason x",
                "exempt list",
                "audit verify",
                "publish {facts}",
                "models rebuild",
                "status",
            }
        )
            Check(
                await InProcessEnrollctl.RunAsync(
                    _world.Arguments(line),
                    ("Enrollment__Postgres", Database(what)),
                    ("Enrollment__RabbitMq", _record.Servers.RabbitMq)
                ),
                said
            );
    }

    [TestCase("closed")]
    [TestCase("password")]
    [TestCase("vhost")]
    [TestCase("tls")]
    [TestCase("web")]
    [TestCase("silent")]
    [TestCase("database")]
    public async Task Should_say_it_of_the_broker(string what)
    {
        // Silence costs each command its whole time limit.
        var lines = new List<string> { "publish {facts}", "nightly run", "status", "extend u1 u1 {today} --reason x" };
        foreach (var line in lines.Take(what == "silent" ? 1 : lines.Count))
            Check(
                await InProcessEnrollctl.RunAsync(
                    _world.Arguments(line),
                    ("Enrollment__Postgres", _record.Servers.Postgres),
                    ("Enrollment__RabbitMq", Broker(what))
                ),
                "The broker named by Enrollment__RabbitMq cannot be reached"
            );
    }

    [TestCase(null)]
    [TestCase("hello")]
    [TestCase("{}")]
    [TestCase("[{}]")]
    [TestCase("[1]")]
    public async Task Should_say_it_of_the_management_interface(string? body)
    {
        using var strange = new FakeServer(body is null ? FakeServer.Http("401 Unauthorized", "") : FakeServer.Http("200 OK", body));
        foreach (var line in new List<string> { "status", "announcements resend --queue {queue}" })
            Check(
                await InProcessEnrollctl.RunAsync(
                    _world.Arguments(line),
                    ("Enrollment__Postgres", _record.Servers.Postgres),
                    ("Enrollment__RabbitMq", _record.Servers.RabbitMq),
                    ("Enrollment__RabbitMqManagement", $"http://u:{Secret}@127.0.0.1:{strange.Port}")
                ),
                "The management interface named by Enrollment__RabbitMqManagement"
            );
    }

    [TestCase("hello")]
    [TestCase("enrollment_facts_total{x=\"y\"} many")]
    [TestCase(null)]
    public async Task Should_say_it_of_the_worker(string? body)
    {
        using var strange = new FakeServer(
            body is null ? "SSH-2.0\r\n" : FakeServer.Http(body == "hello" ? "404 Not Found" : "200 OK", body)
        );
        Check(
            await InProcessEnrollctl.RunAsync(
                _record.Servers,
                [.. _world.Arguments("replay {facts} --worker"), $"http://127.0.0.1:{strange.Port}"]
            ),
            "Set the worker's address with --worker URL"
        );
    }

    [TestCase("Postgres", $"Host=h;Database=d;Pasword={Secret}")]
    [TestCase("Postgres", $"Host=h;Database=d;Password=x;{Secret}=1")]
    [TestCase("Postgres", $"postgres://u:{Secret}@h/d")]
    [TestCase("RabbitMq", $"amqp://u:{Secret}@x@h/v")]
    [TestCase("RabbitMq", $"amqp://u:1/{Secret}@h/v")]
    [TestCase("RabbitMq", $"amqp://u:{Secret}@h/a/b")]
    [TestCase("RabbitMqManagement", $"http://u:1/{Secret}@h")]
    public async Task Should_not_repeat_a_setting_that_cannot_be_read(string setting, string value)
    {
        var ran = await InProcessEnrollctl.RunAsync(
            ["status"],
            ("Enrollment__Postgres", _record.Servers.Postgres),
            ("Enrollment__RabbitMq", _record.Servers.RabbitMq),
            ($"Enrollment__{setting}", value),
            ("ENROLLCTL_TRACE", "1")
        );
        ran.ExitCode.Should().Be(2);
        (ran.Output + ran.Error).Should().Contain($"Enrollment:{setting} must be").And.NotContain(Secret);
    }

    [Test]
    public async Task Should_say_where_it_happened_only_when_asked()
    {
        var ran = await InProcessEnrollctl.RunAsync(
            ["enrollments"],
            ("Enrollment__Postgres", Database("closed")),
            ("ENROLLCTL_TRACE", "1")
        );
        ran.Error.Should().MatchRegex(When_any_option_is_given.StackTrace).And.NotContain(Secret);
    }

    private static void Check(CommandResult ran, string said)
    {
        ran.ExitCode.Should().Be(1, ran.Output + ran.Error);
        (ran.Output + ran.Error)
            .Replace("\n", " ", StringComparison.Ordinal)
            .Should()
            .Contain(said)
            .And.NotContain(Secret)
            .And.NotContain("Unexpected");
        (ran.Output + ran.Error).Should().NotMatchRegex(When_any_option_is_given.StackTrace);
    }

    private string Database(string what)
    {
        var parts = new NpgsqlConnectionStringBuilder(_record.Servers.Postgres) { Timeout = 3 };
        (parts.Host, parts.Port, parts.Password, parts.Database, parts.SslMode) = what switch
        {
            "closed" => (parts.Host, 1, Secret, parts.Database, parts.SslMode),
            "password" => (parts.Host, parts.Port, Secret, parts.Database, parts.SslMode),
            "database" => (parts.Host, parts.Port, parts.Password, "none", parts.SslMode),
            "tls" => (parts.Host, parts.Port, Secret, parts.Database, SslMode.Require),
            "web" => ("127.0.0.1", _web.Port, Secret, parts.Database, parts.SslMode),
            "silent" => ("127.0.0.1", _silent.Port, Secret, parts.Database, parts.SslMode),
            _ => ("127.0.0.1", new Uri(_record.Servers.RabbitMq).Port, Secret, parts.Database, parts.SslMode),
        };
        return parts.ConnectionString;
    }

    private string Broker(string what)
    {
        var parts = new UriBuilder(_record.Servers.RabbitMq);
        (parts.Scheme, parts.Port, parts.Password, parts.Path) = what switch
        {
            "closed" => ("amqp", 1, Secret, parts.Path),
            "password" => ("amqp", parts.Port, Secret, parts.Path),
            "vhost" => ("amqp", parts.Port, parts.Password, "none"),
            "tls" => ("amqps", parts.Port, Secret, parts.Path),
            "web" => ("amqp", _web.Port, Secret, parts.Path),
            "silent" => ("amqp", _silent.Port, Secret, parts.Path),
            _ => ("amqp", new NpgsqlConnectionStringBuilder(_record.Servers.Postgres).Port, Secret, parts.Path),
        };
        return parts.Uri.ToString();
    }
}
