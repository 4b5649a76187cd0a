using Enrollment.Contracts;
using Enrollment.Operations.Announcing;
using Enrollment.Queries.Enrollments;
using Enrollment.Storage.Nights;
using Enrollment.TestKit;

namespace Enrollment.Worker.Tests.Processes;

/// <summary>One worker, killed at one moment of the night, and after that a new one: it goes on where the other stopped.</summary>
public sealed class When_the_only_worker_is_killed
{
    private const int Everybody = 5_000;

    private Company _company = null!;
    private AnnouncementQueue _mailbox = null!;

    [SetUp]
    public async Task Begin()
    {
        _company = await Company.Of(Everybody);
        _mailbox = await AnnouncementQueue.For<LearnerEnrolled>(_company.Servers.RabbitMq);
        await _company.StartWorkers(1);
        await _company.Save(RuleMessages.Safety);
        await _company.Comes(NightQueries.First);
    }

    [TearDown]
    public async Task Stop()
    {
        await _mailbox.DisposeAsync();
        await _company.DisposeAsync();
    }

    [Test]
    public async Task Should_plan_a_night_that_had_just_begun()
    {
        await _company.HasBegun(NightQueries.First);
        await ShouldEndExactly();
    }

    [Test]
    public async Task Should_begin_the_segments_that_were_planned()
    {
        await _company.IsPlanned(NightQueries.First, NightlyPhase.Batch);
        await ShouldEndExactly();
    }

    [Test]
    public async Task Should_do_the_segments_that_were_left()
    {
        await _company.HasDone(NightQueries.First, NightlyPhase.Batch, 0.5);
        await ShouldEndExactly();
    }

    [Test]
    public async Task Should_count_the_segments_that_were_committed()
    {
        await _company.HasDone(NightQueries.First, NightlyPhase.Batch, 1);
        await ShouldEndExactly();
    }

    [Test]
    public async Task Should_announce_what_was_not_announced()
    {
        await Eventually.Be(_mailbox.Count, count => count > 1_000);
        await ShouldEndExactly();
    }

    private async Task ShouldEndExactly()
    {
        _company.KillWorker();
        _company.StartWorker();
        var run = await _company.Ends(NightQueries.First);
        run.Batch.Counts.Should().Be(new SegmentCounts(Everybody, Applied: Everybody, Unchanged: 0, Failed: 0));
        (await EnrollmentSnapshot.StreamsWith(_company, "period_planned")).Should().Equal($"{Everybody} with 1");
        (await EnrollmentSnapshot.Of(_company)).Rows.Should().HaveCount(Everybody);
        (await _mailbox.Ids(Everybody)).Distinct().Should().HaveCount(Everybody);
    }
}
