using Enrollment.Contracts;
using Enrollment.Domain.Enrollments;
using Enrollment.Processing.Facts;
using Enrollment.TestKit;
using Marten;
using Npgsql;

namespace Enrollment.Worker.Tests.Recording;

/// <summary>
/// A burst of completions of one enrollment that has thousands already, and behind it joins of others. The database takes its time for
/// each event of that enrollment.
/// </summary>
public sealed class When_one_enrollment_takes_most_of_the_time
{
    private const int Known = 3_000;
    private const int Burst = 600;
    private const int Others = 60;

    private const string SlowDown = """
        create function enrollment.slow_down() returns trigger language plpgsql as $$ begin perform pg_sleep(0.02); return new; end $$;
        create trigger slow_down before insert on enrollment.mt_events
            for each row when (new.stream_id = 'enrollment/safety/ada') execute function enrollment.slow_down();
        """;

    private TestServers _servers = null!;
    private TestWorker _worker = null!;
    private NpgsqlDataSource _source = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _servers = await TestServers.Create();
        _worker = await TestWorker.Start(_servers);
        _source = NpgsqlDataSource.Create(_servers.Postgres);
        await Seed();
        await using var slowDown = _source.CreateCommand(SlowDown);
        await slowDown.ExecuteNonQueryAsync();
        await Task.WhenAll(
            Enumerable.Range(Known, Burst).Select(number => _worker.Publisher.Publish<ActivityCompleted>(Completed(number)))
        );
        await Eventually.Be(() => Events("enrollment/safety/ada"), events => events > Known);
        await Task.WhenAll(Enumerable.Range(0, Others).Select(number => _worker.Publisher.Publish<GroupMembershipChanged>(Joined(number))));
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await _source.DisposeAsync();
        await _worker.DisposeAsync();
        await _servers.DisposeAsync();
    }

    [Test, Order(1)]
    public async Task Should_record_everybody_elses_facts_before_the_burst_is_over()
    {
        await Eventually.Be(() => Events("learner/%"), events => events == Others, seconds: 60);

        (await Events("enrollment/safety/ada")).Should().BeLessThan(Known + Burst);
    }

    [Test, Order(2)]
    public async Task Should_record_the_whole_burst() =>
        (await Eventually.Be(() => Events("enrollment/safety/ada"), events => events >= Known + Burst, seconds: 120))
            .Should()
            .Be(Known + Burst);

    [Test, Order(3)]
    public async Task Should_work_on_with_what_was_recorded_in_order()
    {
        await using var session = _worker.Store.LightweightSession();
        var dates = (await session.Events.FetchStreamAsync(FactStore.Key.Stream)).Select(recorded =>
            ((CompletionRecorded)recorded.Data).CompletedOn
        );
        dates.Should().OnlyHaveUniqueItems();
    }

    private async Task Seed()
    {
        await using var session = _worker.Store.LightweightSession();
        session.Events.StartStream(
            FactStore.Key.Stream,
            FactStore
                .Completions(0, Known)
                .Cast<CompletionReceived>()
                .Select(fact => new CompletionRecorded
                {
                    Cause = Cause.Message(fact.Stamp.MessageId),
                    CompletedOn = fact.CompletedOn,
                    HandledOn = new DateOnly(2026, 1, 1),
                    Outcome = "",
                })
        );
        await session.SaveChangesAsync();
    }

    private async Task<long> Events(string streams)
    {
        await using var command = _source.CreateCommand("select count(*) from enrollment.mt_events where stream_id like $1");
        command.Parameters.Add(new NpgsqlParameter { Value = streams });
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static string Completed(int number) =>
        $$"""
            {"messageId":"completed-{{number}}","occurredAt":"2026-03-01T09:00:00Z","userId":"ada","activityId":"safety",
             "completedOn":"{{new DateOnly(2010, 1, 1).AddDays(number):yyyy-MM-dd}}"}
            """;

    private static string Joined(int number) =>
        $$"""{"messageId":"join-{{number}}","occurredAt":"2026-03-01T09:00:00Z","userId":"u{{number}}","joined":"""
        + $$"""["sales"],"origin":"userInterface"}""";
}
