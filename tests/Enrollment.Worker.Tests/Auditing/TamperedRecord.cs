using Enrollment.Contracts;
using Enrollment.Domain.Calendar;
using Enrollment.Processing.Auditing;
using Enrollment.Queries.Auditing;
using Enrollment.Storage;
using Enrollment.Storage.Access;
using Enrollment.Storage.Auditing;
using Enrollment.Storage.Clock;
using Enrollment.Storage.Schema;
using Enrollment.TestKit;
using Enrollment.Worker.Observability;
using Marten;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Enrollment.Worker.Tests.Auditing;

/// <summary>A database with the record of a small company after a night, wholly chained; each test forges a copy of it.</summary>
internal sealed class TamperedRecord : IAsyncDisposable
{
    public static readonly BusinessCalendar Calendar = new(TimeZoneInfo.Utc, new TimeOnly(2, 0));

    private readonly TestServers _servers;

    private TamperedRecord(TestServers servers) => _servers = servers;

    /// <summary>What the worker wrote when the night had ended.</summary>
    public string DigestFolder { get; } = Directory.CreateTempSubdirectory("digests").FullName;

    /// <summary>Taken when everything was chained.</summary>
    public Digest Kept { get; private set; } = null!;

    public static async Task<TamperedRecord> Begin()
    {
        var record = new TamperedRecord(await TestServers.Create());
        await using (
            var worker = await TestWorker.Start(
                record._servers,
                null,
                "--Enrollment:NightlyClock=false",
                "--Enrollment:DemonstrationClock=true",
                $"--Enrollment:DigestFolder={record.DigestFolder}"
            )
        )
            await record.Live(worker);
        return record;
    }

    /// <summary>Forges a copy, and verifies it.</summary>
    public Task<VerifiedRecord> Verify(string forgery, params Digest[] digests) => Verify(forgery, (_, _) => Task.CompletedTask, digests);

    private async Task<VerifiedRecord> Verify(string forgery, Func<IDocumentStore, string, Task> then, Digest[] digests)
    {
        var name = $"forged_{Guid.NewGuid():N}";
        NpgsqlConnection.ClearAllPools();
        await Execute(
            _servers.Postgres,
            "postgres",
            $"create database {name} template {new NpgsqlConnectionStringBuilder(_servers.Postgres).Database}"
        );
        var copy = new NpgsqlConnectionStringBuilder(_servers.Postgres) { Database = name, Pooling = false }.ConnectionString;
        try
        {
            if (forgery.Length > 0)
                await Execute(copy, name, forgery);
            await using var services = new ServiceCollection()
                .AddLogging()
                .AddStorage(new EnrollmentOptions { Postgres = copy })
                .BuildServiceProvider();
            await then(services.GetRequiredService<IDocumentStore>(), copy);
            return await new Verification(services.GetRequiredService<IDocumentStore>(), copy, Calendar, DateTimeOffset.UtcNow).RunAsync(
                digests,
                CancellationToken.None
            );
        }
        finally
        {
            NpgsqlConnection.ClearAllPools();
            await Execute(_servers.Postgres, "postgres", $"drop database {name} with (force)");
        }
    }

    /// <summary>Chains everything again in a forged copy, as somebody would who knows how.</summary>
    public Task<VerifiedRecord> VerifyChainedAgain(string forgery, params Digest[] digests) =>
        Verify(forgery, (_, copy) => ChainAgain(copy), digests);

    /// <summary>Forges a copy, rebuilds its read models, and verifies it.</summary>
    public Task<VerifiedRecord> VerifyRebuilt(string forgery) =>
        Verify(forgery, (store, _) => new ReadModelRebuilder(store, Calendar, DateTimeOffset.UtcNow).RunAsync(CancellationToken.None), []);

    /// <summary>Forges a copy, chains it again, and reads it.</summary>
    public async Task<IReadOnlyList<T>> ReadChainedAgain<T>(string forgery, string sql, Func<NpgsqlDataReader, T> read)
    {
        var all = new List<T>();
        await Verify(
            forgery,
            async (_, copy) =>
            {
                await ChainAgain(copy);
                await using var connection = new NpgsqlConnection(copy);
                await connection.OpenAsync();
                await using var command = new NpgsqlCommand(sql, connection);
                await using var rows = await command.ExecuteReaderAsync();
                while (await rows.ReadAsync())
                    all.Add(read(rows));
            },
            []
        );
        return all;
    }

    public async ValueTask DisposeAsync()
    {
        Directory.Delete(DigestFolder, recursive: true);
        await _servers.DisposeAsync();
    }

    private static async Task ChainAgain(string copy)
    {
        await Execute(copy, new NpgsqlConnectionStringBuilder(copy).Database!, $"truncate {OwnTables.AuditChain}");
        await using var connection = new NpgsqlConnection(copy);
        await connection.OpenAsync();
        while (await ChainFollower.FollowAsync(connection, CancellationToken.None) > 0) { }
    }

    private async Task Live(TestWorker worker)
    {
        await worker.Publisher.Publish<AutoEnrollmentRuleSaved>(
            """{"messageId":"r","occurredAt":"2026-05-01T09:00:00Z","ruleId":"r","activityId":"a","version":1,"audience":"""
                + """{"kind":"entireCompany"},"requirement":"required","recurrence":{"kind":"oneTime"},"alsoCompletedBy":["b"],"due":"""
                + """{"kind":"within","days":10}}"""
        );
        foreach (var person in new[] { "ada", "bob", "eve" })
            await worker.Publisher.Publish<UserCreated>(
                $$"""{"messageId":"u-{{person}}","occurredAt":"2026-05-01T09:00:00Z","userId":"{{person}}","groups":"""
                    + $$"""["g"],"origin":"integration","hiredOn":"{{(person == "eve" ? "2040-01-01" : "2026-01-01")}}"}"""
            );
        await Eventually.Be(() => Events(worker, "'rule_saved', 'learner_created'"), count => count == 4);
        await Eventually.Be(() => Chained(worker), head => head.Position == 4, seconds: 30);
        await ClockSetting.SetAsync(worker.Store, new DateTimeOffset(2026, 5, 2, 2, 0, 0, TimeSpan.Zero), running: false);
        await Task.Delay(200);
        await worker.Services.GetRequiredService<IBus>().Publish(new StartNightlyRun(new DateOnly(2026, 5, 2)));
        await Eventually.Be(() => Events(worker, "'night_finished'"), count => count == 1);
        Kept = Digest.Of(await Eventually.Be(() => Chained(worker), head => head.Position == 12, seconds: 30), DateTimeOffset.UtcNow);
    }

    private static async Task<ChainHead> Chained(TestWorker worker)
    {
        await using var session = worker.Store.QuerySession();
        return await ChainHead.LoadAsync(session, CancellationToken.None);
    }

    private static async Task<int> Events(TestWorker worker, string types)
    {
        await using var session = worker.Store.QuerySession();
        return (await session.QueryAsync<int>($"select count(*)::int from enrollment.mt_events where type in ({types})"))[0];
    }

    private static async Task Execute(string connectionString, string database, string sql)
    {
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(connectionString) { Database = database, Pooling = false }.ConnectionString
        );
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
