using Enrollment.Contracts;
using Enrollment.Queries.Enrollments;
using Enrollment.Storage.Nights;
using Enrollment.Worker.Tests.Fixture;

namespace Enrollment.Worker.Tests.Processes;

/// <summary>One worker, killed at one moment of the night, and after that a new one: it goes on where the other stopped.</summary>
public sealed class When_the_only_worker_is_killed
{
    private const int Everybody = 5_000;

    private Company company = null!;
    private Mailbox mailbox = null!;

    [SetUp]
    public async Task Begin()
    {
        company = await Company.Of(Everybody);
        mailbox = await Mailbox.For<LearnerEnrolled>(company.Servers.RabbitMq);
        await company.StartWorkers(1);
        await company.Save(Rules.Safety);
        await company.Comes(Nights.First);
    }

    [TearDown]
    public async Task Stop()
    {
        await mailbox.DisposeAsync();
        await company.DisposeAsync();
    }

    [Test]
    public async Task Should_plan_a_night_that_had_just_begun()
    {
        await company.HasBegun(Nights.First);
        await ShouldEndExactly();
    }

    [Test]
    public async Task Should_begin_the_segments_that_were_planned()
    {
        await company.IsPlanned(Nights.First, NightlyPhase.Batch);
        await ShouldEndExactly();
    }

    [Test]
    public async Task Should_do_the_segments_that_were_left()
    {
        await company.HasDone(Nights.First, NightlyPhase.Batch, 0.5);
        await ShouldEndExactly();
    }

    [Test]
    public async Task Should_count_the_segments_that_were_committed()
    {
        await company.HasDone(Nights.First, NightlyPhase.Batch, 1);
        await ShouldEndExactly();
    }

    [Test]
    public async Task Should_announce_what_was_not_announced()
    {
        await Eventually.Be(mailbox.Count, count => count > 1_000);
        await ShouldEndExactly();
    }

    private async Task ShouldEndExactly()
    {
        company.KillWorker();
        company.StartWorker();
        var run = await company.Ends(Nights.First);
        run.Batch.Counts.Should().Be(new SegmentCounts(Everybody, Applied: Everybody, Unchanged: 0, Failed: 0));
        (await Enrollments.StreamsWith(company, "period_planned")).Should().Equal($"{Everybody} with 1");
        (await Enrollments.Of(company)).Rows.Should().HaveCount(Everybody);
        (await mailbox.Ids(Everybody)).Distinct().Should().HaveCount(Everybody);
    }
}
