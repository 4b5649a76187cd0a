using Enrollment.Queries.Enrollments;
using Enrollment.Storage.Access;
using Enrollment.Storage.Learners;
using Enrollment.Storage.Nights;
using Enrollment.Storage.Schema;
using Enrollment.TestKit;
using Marten;
using Npgsql;

namespace Enrollment.Worker.Tests.Processes;

/// <summary>
/// Everybody is enrolled; then ten change, and ten enrollments open. What the database read for that night is counted by itself.
/// </summary>
public sealed class When_a_night_has_little_to_do
{
    private const int Everybody = 20_000;
    private const int Few = 10;

    private const string Unannounced =
        $"select (select max(seq_id) from {DatabaseSchema.Name}.mt_events) - last_seq_id from "
        + $"{DatabaseSchema.Name}.mt_event_progression where name like 'Announcements%'";

    private Company _company = null!;
    private NightlyRunDocument _run = null!;
    private Dictionary<string, Reads> _before = null!;
    private Dictionary<string, Reads> _after = null!;

    [OneTimeSetUp]
    public async Task Live()
    {
        _company = await Company.Of(Everybody);
        await _company.StartWorkers(1);
        await _company.Save(RuleMessages.Safety);
        await _company.Save(RuleMessages.ScheduledForNewcomers);
        await Join(0);
        await _company.Comes(NightQueries.First);
        await _company.Ends(NightQueries.First);
        _before = await ReadsOnceTheWorkerIsGone();
        await Analyze();
        await _company.StartWorkers(1);
        await Join(Few);
        await _company.Comes(NightQueries.Second);
        _run = await _company.Ends(NightQueries.Second);
        _after = await ReadsOnceTheWorkerIsGone();
    }

    [OneTimeTearDown]
    public async Task Stop() => await _company.DisposeAsync();

    [Test]
    public void Should_look_at_the_few() => (_run.Batch.Counts.Planned, _run.Rollover.Counts.Planned).Should().Be((Few, Few));

    [TestCase("mt_doc_learner")]
    [TestCase("mt_streams")]
    [TestCase("mt_events")]
    [TestCase("enrollment")]
    public void Should_scan_no_table_of_everybody(string table) => (_after[table].Scans - _before[table].Scans).Should().Be(0);

    [TestCase("mt_doc_learner")]
    [TestCase("mt_streams")]
    [TestCase("mt_events")]
    [TestCase("enrollment")]
    public void Should_read_rows_for_the_few_only(string table) =>
        (_after[table].Rows - _before[table].Rows).Should().BeLessThan(Everybody / 10);

    private async Task Join(int first)
    {
        await using var publisher = await TestPublisher.Connect(_company.Servers.RabbitMq);
        foreach (var number in Enumerable.Range(first, Few))
            await publisher.Publish<Contracts.GroupMembershipChanged>(RuleMessages.Join(number, origin: "integration"));
        await Eventually.Be(
            () => _company.Values<string>($"select learner_id from {OwnTables.PendingLearner}"),
            noted => noted.Count == Few
        );
    }

    private async Task Analyze()
    {
        await using var session = _company.Store.LightweightSession();
        session.QueueSqlCommand("analyze");
        await session.SaveChangesAsync();
    }

    /// <summary>A session reports what it has read at the latest when it ends; ours too.</summary>
    private async Task<Dictionary<string, Reads>> ReadsOnceTheWorkerIsGone()
    {
        await Eventually.Be(() => _company.Values<long>(Unannounced), unannounced => unannounced.Single() == 0);
        // The chain over the events reads each once; what was there before the night is none of the night's reading.
        await Eventually.Be(
            () =>
                _company.Values<long>(
                    $"select (select max(seq_id) from {DatabaseSchema.Name}.mt_events) - coalesce((select max(seq_id) from "
                        + $"{OwnTables.AuditChain}), 0)"
                ),
            unchained => unchained.Single() == 0,
            seconds: 60
        );
        _company.KillWorker();
        NpgsqlConnection.ClearAllPools();
        await Eventually.Be(
            () =>
                _company.Values<string>(
                    "select application_name from pg_stat_activity where application_name = 'enrollment' and pid <> pg_backend_pid()"
                ),
            sessions => sessions.Count == 0
        );
        var rows = await _company.Values<string>(
            $"select relname || ' ' || seq_scan || ' ' || idx_tup_fetch from pg_stat_user_tables where schemaname = "
                + $"'{DatabaseSchema.Name}' and idx_tup_fetch is not null"
        );
        return rows.Select(row => row.Split(' '))
            .ToDictionary(parts => parts[0], parts => new Reads(long.Parse(parts[1]), long.Parse(parts[2])));
    }

    private sealed record Reads(long Scans, long Rows);
}
