using Enrollment.Domain.Enrollments;
using Enrollment.Queries.Enrollments;
using Enrollment.Storage.Access;
using Enrollment.Storage.Learners;
using Enrollment.Storage.Nights;
using Enrollment.Storage.Schema;
using Enrollment.TestKit;
using Marten;

namespace Enrollment.Worker.Tests.Processes;

/// <summary>
/// Three among many whom the night cannot judge, each for another reason: it goes on for all others and says who the three are.
/// </summary>
public sealed class When_learner_data_is_corrupt
{
    private const int Everybody = 1_500;
    private static readonly string Unreadable = LearnerSeeder.Id(10);
    private static readonly string Misunderstood = LearnerSeeder.Id(20);
    private static readonly string Contradictory = LearnerSeeder.Id(30);

    private static readonly CompletionRecorded Completed = new()
    {
        CompletedOn = NightQueries.First.AddDays(-3),
        HandledOn = NightQueries.First.AddDays(-3),
        Outcome = "",
        Cause = Cause.Message("completed"),
    };

    private Company _company = null!;
    private NightlyRunDocument _run = null!;

    [OneTimeSetUp]
    public async Task Live()
    {
        _company = await Company.Of(Everybody);
        await _company.StartWorkers(1);
        await _company.Save(RuleMessages.Safety);
        await Break();
        await _company.Comes(NightQueries.First);
        _run = await _company.Ends(NightQueries.First);
    }

    [OneTimeTearDown]
    public async Task Stop() => await _company.DisposeAsync();

    [Test]
    public void Should_count_them_as_failed_and_enroll_everybody_else() =>
        _run.Batch.Counts.Should().Be(new SegmentCounts(Everybody, Applied: Everybody - 3, Unchanged: 0, Failed: 3));

    [Test]
    public async Task Should_keep_who_they_are_with_phase_and_reason() =>
        (await _company.Read(session => session.Query<NightlyFailure>().ToListAsync()))
            .Select(failure => (failure.LearnerId, failure.Phase, failure.Reason.Length > 0))
            .Should()
            .BeEquivalentTo(new[] { Unreadable, Misunderstood, Contradictory }.Select(learner => (learner, NightlyPhase.Batch, true)));

    [Test]
    public async Task Should_look_at_them_again_the_next_night() =>
        (await _company.Values<string>($"select learner_id from {OwnTables.PendingLearner}"))
            .Should()
            .BeEquivalentTo(Unreadable, Misunderstood, Contradictory);

    /// <summary>
    /// A learner that is no JSON of ours, an enrollment with an event that is none, and one that has a stream but no row.
    /// </summary>
    private async Task Break()
    {
        await using var session = _company.Store.LightweightSession();
        session.QueueSqlCommand(
            $"update {DatabaseSchema.Name}.mt_doc_learner set data = jsonb_set(data, '{{learner}}', '\"broken\"') where id = ?",
            Unreadable
        );
        foreach (var learner in new[] { Misunderstood, Contradictory })
            session.Events.StartStream($"enrollment/safety/{learner}", Completed);
        await session.SaveChangesAsync();
        session.QueueSqlCommand(
            $"update {DatabaseSchema.Name}.mt_events set data = '\"broken\"' where stream_id = ?",
            $"enrollment/safety/{Misunderstood}"
        );
        session.QueueSqlCommand(
            $"insert into {OwnTables.Enrollment} (activity_id, learner_id, version) values ('safety', ?, 1)",
            Misunderstood
        );
        await session.SaveChangesAsync();
    }
}
