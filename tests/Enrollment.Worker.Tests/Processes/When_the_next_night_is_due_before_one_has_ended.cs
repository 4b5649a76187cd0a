using Enrollment.Contracts;
using Enrollment.Queries.Enrollments;
using Enrollment.Storage.Nights;

namespace Enrollment.Worker.Tests.Processes;

/// <summary>
/// The only worker is killed in the middle of the first night's batch, and nobody notices until the second night is due. Then two others
/// start, and
/// one of these is killed in the middle of the second night's rollover.
/// </summary>
public sealed class When_the_next_night_is_due_before_one_has_ended
{
    private const int Everybody = 10_000;

    private Company company = null!;
    private NightlyRunDocument first = null!;
    private NightlyRunDocument second = null!;
    private IReadOnlyCollection<string> announced = null!;

    [OneTimeSetUp]
    public async Task Live()
    {
        company = await Company.Of(Everybody);
        await using var mailbox = await Mailbox.For<LearnerEnrolled>(company.Servers.RabbitMq);
        await company.StartWorkers(1);
        await company.Save(Rules.Scheduled);
        await company.Comes(Nights.First);
        await company.HasDone(Nights.First, NightlyPhase.Batch, 0.3);
        company.KillWorker();
        await company.Comes(Nights.Second);
        await company.StartWorkers(2);
        await company.HasDone(Nights.Second, NightlyPhase.Rollover, 0.3);
        company.KillWorker();
        (first, second) = (await company.Ends(Nights.First), await company.Ends(Nights.Second));
        announced = await mailbox.Ids(Everybody);
    }

    [OneTimeTearDown]
    public async Task Stop() => await company.DisposeAsync();

    [Test]
    public void Should_report_it() =>
        company
            .Log.Should()
            .Contain(line =>
                line.Contains("run of 2026-05-03 is due, but the run of 2026-05-02 is not finished", StringComparison.Ordinal)
            );

    [Test]
    public void Should_finish_it_first() => first.CompletedAt.Should().Be(second.StartedAt).And.Be(second.Instant);

    [Test]
    public void Should_count_everybody_once_in_the_first() =>
        (first.Batch.Counts, first.Rollover.Counts).Should().Be((new SegmentCounts(Everybody, Everybody, 0, 0), SegmentCounts.None));

    [Test]
    public void Should_count_everybody_once_in_the_second() =>
        (second.Batch.Counts, second.Rollover.Counts).Should().Be((SegmentCounts.None, new SegmentCounts(Everybody, Everybody, 0, 0)));

    [Test]
    public async Task Should_plan_and_open_one_period_for_everybody()
    {
        (await Enrollments.StreamsWith(company, "period_planned")).Should().Equal($"{Everybody} with 1");
        (await Enrollments.StreamsWith(company, "period_opened")).Should().Equal($"{Everybody} with 1");
    }

    [Test]
    public void Should_announce_everybody_under_one_id() => announced.Distinct().Should().HaveCount(Everybody);
}
