using Enrollment.Contracts;
using Enrollment.Storage.Access;
using Enrollment.Storage.Schema;
using Enrollment.TestKit;
using Npgsql;
using RabbitMQ.Client;

namespace Enrollment.Journeys.Tests.Cli;

/// <summary>A worker on servers of its own, and another session or queue that keeps it from some of its work.</summary>
internal sealed class StalledWorker : IAsyncDisposable
{
    private readonly List<Func<Task>> _removals = [];

    private StalledWorker(TestServers servers) => Servers = servers;

    public TestServers Servers { get; }

    public TestWorker Worker { get; private set; } = null!;

    public static async Task<StalledWorker> CreateAsync() => new(await TestServers.Create());

    public async Task StartAsync() => Worker = await TestWorker.Start(Servers, null, "--Enrollment:NightlyClock=false");

    /// <summary>Somebody joins by hand, so that there is something to announce and to chain.</summary>
    public async Task EnrollAsync(string learner)
    {
        await Worker.Publisher.Publish<AutoEnrollmentRuleSaved>(
            """
            {"messageId":"r","occurredAt":"2026-01-05T09:00:00Z","savedBy":"kim","ruleId":"r","activityId":"a","version":1,
             "requirement":"required","recurrence":{"kind":"oneTime"},
             "audience":{"kind":"groups","groupIds":["g"]},"due":{"kind":"within","days":30}}
            """
        );
        await Eventually.Be(() => ValueAsync<long>($"select count(*) from {DatabaseSchema.Name}.mt_doc_rule"), count => count == 1);
        await Worker.Publisher.Publish<UserCreated>(
            $$"""
            {"messageId":"{{learner}}","occurredAt":"2026-01-05T09:00:00Z","userId":"{{learner}}","groups":["g"],"origin":"userInterface"}
            """
        );
        var enrollments = $"select count(*) from {OwnTables.Enrollment} where learner_id = '{learner}'";
        await Eventually.Be(() => ValueAsync<long>(enrollments), count => count == 1);
    }

    /// <summary>Holds an advisory lock, or whatever the statement does, until <see cref="ReleaseAsync"/>.</summary>
    public async Task HoldAsync(string statement)
    {
        var other = new NpgsqlConnectionStringBuilder(Servers.Postgres) { Pooling = false, ApplicationName = "other" };
        var connection = new NpgsqlConnection(other.ConnectionString);
        _removals.Add(() => connection.DisposeAsync().AsTask());
        await connection.OpenAsync();
#pragma warning disable CA2100 // The texts are constants of the tests.
        await using var command = new NpgsqlCommand(statement, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>What removes the cause.</summary>
    public void OnRelease(Func<Task> removal) => _removals.Add(removal);

    public async Task ReleaseAsync()
    {
        foreach (var removal in _removals)
            await removal();
        _removals.Clear();
    }

    /// <summary>As if a minute had gone by: the conditions go by the instants that are stored.</summary>
    public Task AgeAsync() =>
        ExecuteAsync(
            $"""
            update {DatabaseSchema.Name}.mt_events set timestamp = timestamp - interval '1 minute';
            update {DatabaseSchema.Name}.mt_event_progression set last_updated = last_updated - interval '1 minute'
            """
        );

    /// <summary>What an LMS or an operator does on the broker.</summary>
    public async Task OnBrokerAsync(Func<IChannel, Task> act)
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(Servers.RabbitMq) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        await act(channel);
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(Servers.Postgres);
#pragma warning disable CA2100 // The texts are constants of the tests.
        await using var command = source.CreateCommand(sql);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    public async Task<T> ValueAsync<T>(string sql)
    {
        await using var source = NpgsqlDataSource.Create(Servers.Postgres);
#pragma warning disable CA2100 // The texts are constants of the tests.
        await using var command = source.CreateCommand(sql);
#pragma warning restore CA2100
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        await ReleaseAsync();
        await Worker.DisposeAsync();
        await Servers.DisposeAsync();
    }
}
