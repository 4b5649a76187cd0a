using Enrollment.Intake.Facts;
using Enrollment.Storage.Access;
using Enrollment.Storage.Enrollments;
using Enrollment.TestKit;
using Marten;
using Marten.Exceptions;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Weasel.Postgresql.Tables;

namespace Enrollment.Worker.Tests;

/// <summary>What the store promises to everything that is built on it.</summary>
public sealed class When_events_are_stored
{
    private static readonly string[] Learners = ["ada", "bo"];
    private static readonly DateOnly?[] Dates = [new DateOnly(2026, 3, 9), null];

    private TestServers _servers = null!;
    private TestWorker _worker = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _servers = await TestServers.Create();
        _worker = await TestWorker.Start(
            _servers,
            builder =>
                builder.Services.ConfigureMarten(store =>
                {
                    var table = new Table($"{DatabaseSchema.Name}.looked_at");
                    table.AddColumn<string>("learner_id").AsPrimaryKey();
                    table.AddColumn("due", "date");
                    store.Storage.ExtendedSchemaObjects.Add(table);
                })
        );
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await _worker.DisposeAsync();
        await _servers.DisposeAsync();
    }

    [SetUp]
    public Task Empty() => Execute("delete from enrollment.looked_at");

    [Test]
    public async Task Should_write_own_rows_with_the_events()
    {
        await using var session = _worker.Store.LightweightSession();
        session.Events.StartStream("learner/one", new Looked("one"));
        AddRows(session);
        await session.SaveChangesAsync();

        (await Rows()).Should().Be(2);
        (await session.Events.FetchStreamAsync("learner/one")).Should().ContainSingle();
    }

    [Test]
    public async Task Should_take_own_rows_back_when_the_stream_exists_already()
    {
        await Append("learner/two", expectedVersion: null);
        await using var session = _worker.Store.LightweightSession();
        AddRows(session);
        session.Events.StartStream("learner/two", new Looked("again"));

        var save = () => session.SaveChangesAsync();

        await save.Should().ThrowExactlyAsync<ExistingStreamIdCollisionException>();
        (await Rows()).Should().Be(0);
    }

    [Test]
    public async Task Should_take_own_rows_back_when_another_writer_was_faster()
    {
        await Append("learner/three", expectedVersion: null);
        await using var session = _worker.Store.LightweightSession();
        AddRows(session);
        session.Events.Append("learner/three", 2, new Looked("late"));
        await Append("learner/three", expectedVersion: 2);

        var save = () => session.SaveChangesAsync();

        await save.Should().ThrowExactlyAsync<JasperFx.Events.EventStreamUnexpectedMaxEventIdException>();
        (await Rows()).Should().Be(0);
    }

    private static void AddRows(IDocumentSession session) =>
        session.QueueSqlCommand("insert into enrollment.looked_at (learner_id, due) select * from unnest(?, ?)", Learners, Dates);

    private async Task Append(string key, long? expectedVersion)
    {
        await using var session = _worker.Store.LightweightSession();
        if (expectedVersion is { } version)
            session.Events.Append(key, version, new Looked("next"));
        else
            session.Events.StartStream(key, new Looked("first"));
        await session.SaveChangesAsync();
    }

    private async Task<long> Rows()
    {
        await using var connection = new NpgsqlConnection(_servers.Postgres);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("select count(*) from enrollment.looked_at", connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private async Task Execute(string sql)
    {
        await using var session = _worker.Store.LightweightSession();
        session.QueueSqlCommand(sql);
        await session.SaveChangesAsync();
    }

    public sealed record Looked(string Note);
}
