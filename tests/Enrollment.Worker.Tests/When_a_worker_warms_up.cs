using Enrollment.Processing;
using Enrollment.Processing.Facts;
using Enrollment.Queries.Conditions;
using Enrollment.Storage;
using Enrollment.Storage.Access;
using Enrollment.Storage.Schema;
using Enrollment.TestKit;
using Enrollment.Worker.Nights;
using Enrollment.Worker.Observability;
using Enrollment.Worker.WarmUp;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Enrollment.Worker.Tests;

/// <summary>Before a worker is ready it runs the code of a fact and of a night once, in transactions that are rolled back.</summary>
public sealed class When_a_worker_warms_up
{
    private TestServers _servers = null!;
    private ServiceProvider _services = null!;

    [SetUp]
    public async Task Prepare()
    {
        _servers = await TestServers.Create();
        _services = Parts(_servers.Postgres);
    }

    [TearDown]
    public async Task Remove()
    {
        await _services.DisposeAsync();
        await _servers.DisposeAsync();
    }

    [Test]
    public async Task Should_use_no_event_number()
    {
        await MakeTables();
        var before = await Value<string>("select last_value || ' ' || is_called from enrollment.mt_events_sequence");

        await WarmUp();

        (await Value<string>("select last_value || ' ' || is_called from enrollment.mt_events_sequence")).Should().Be(before);
    }

    [TestCase("mt_events")]
    [TestCase("mt_streams where id <> 'mt_tombstone'")]
    [TestCase("mt_doc_learner")]
    [TestCase("mt_doc_rule")]
    [TestCase("mt_doc_nightly_rules")]
    [TestCase("nightly_segment")]
    [TestCase("enrollment")]
    [TestCase("pending_learner")]
    public async Task Should_leave_nothing(string table)
    {
        await MakeTables();

        await WarmUp();

        (await Value<long>($"select count(*) from enrollment.{table}")).Should().Be(0);
    }

    [Test]
    public async Task Should_send_the_database_what_a_fact_a_rule_and_a_night_write()
    {
        await MakeTables();

        await WarmUp();

        // Two transactions of facts, that of the rule and that of the night: each ends in a refusal.
        await Eventually.Be(RolledBack, rolledBack => rolledBack >= 4);
    }

    [Test]
    public async Task Should_wait_for_a_database_that_is_away()
    {
        var later = new NpgsqlConnectionStringBuilder(_servers.Postgres);
        later.Database += "_later";
        await using var parts = Parts(later.ConnectionString);
        var warmUp = parts.GetRequiredService<WarmUpService>();
        var condition = new WarmUpCondition(warmUp);
        var started = warmUp.StartAsync(CancellationToken.None);

        var problem = await Eventually.Be(
            () => condition.FindProblemAsync(CancellationToken.None),
            problem => problem?.Sentence.Contains("tries again", StringComparison.Ordinal) == true
        );
        problem!.Sentence.Should().Contain(PostgresErrorCodes.InvalidCatalogName);
        condition.Level.Should().Be(ConditionLevel.NotReady);

        await Execute($"create database {later.Database}");
        await parts.GetRequiredService<IDocumentStore>().Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        (await Eventually.Be(() => condition.FindProblemAsync(CancellationToken.None), problem => problem is null)).Should().BeNull();
        await started;
        await warmUp.StopAsync(CancellationToken.None);
        await Execute($"drop database {later.Database} with (force)");
    }

    [Test]
    public async Task Should_be_a_part_of_readiness()
    {
        await using var worker = await TestWorker.Start(_servers);

        (await worker.Readiness()).Should().Contain("\"warm-up\":{\"status\":\"Healthy\"");
    }

    private ServiceProvider Parts(string postgres)
    {
        var options = new EnrollmentOptions { Postgres = postgres, RabbitMq = _servers.RabbitMq };
        return new ServiceCollection()
            .AddLogging()
            .AddSingleton(options)
            .AddSingleton(TimeProvider.System)
            .AddStorage(options)
            .AddEnrollment(options)
            .AddNightlyCycle(withClock: false)
            .AddWarmUp()
            .BuildServiceProvider();
    }

    private async Task WarmUp()
    {
        var warmUp = _services.GetRequiredService<WarmUpService>();
        await warmUp.StartAsync(CancellationToken.None);
        warmUp.IsDone.Should().BeTrue(warmUp.Problem);
        await warmUp.StopAsync(CancellationToken.None);
    }

    private Task MakeTables() => _services.GetRequiredService<IDocumentStore>().Storage.ApplyAllConfiguredChangesToDatabaseAsync();

    private Task<long> RolledBack() => Value<long>("select xact_rollback from pg_stat_database where datname = current_database()");

    private async Task Execute(string sql)
    {
        await using var source = NpgsqlDataSource.Create(_servers.Postgres);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<T> Value<T>(string sql)
    {
        await using var source = NpgsqlDataSource.Create(_servers.Postgres);
        await using var command = source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }
}
