using Enrollment.Contracts;
using Enrollment.Operations.Announcing;
using Enrollment.Queries.Enrollments;
using Enrollment.Storage.Nights;

namespace Enrollment.Worker.Tests.Processes;

/// <summary>
/// The only worker is killed in the middle of the first night's batch, and nobody notices until the second night is due. Then two others
/// start, and one of these is killed in the middle of the second night's rollover.
/// </summary>
public sealed class When_the_next_night_is_due_before_one_has_ended
{
    private const int Everybody = 10_000;

    private Company _company = null!;
    private NightlyRunDocument _first = null!;
    private NightlyRunDocument _second = null!;
    private IReadOnlyCollection<string> _announced = null!;

    [OneTimeSetUp]
    public async Task Live()
    {
        _company = await Company.Of(Everybody);
        await using var mailbox = await AnnouncementQueue.For<LearnerEnrolled>(_company.Servers.RabbitMq);
        await _company.StartWorkers(1);
        await _company.Save(RuleMessages.Scheduled);
        await _company.Comes(NightQueries.First);
        await _company.HasDone(NightQueries.First, NightlyPhase.Batch, 0.3);
        _company.KillWorker();
        await _company.Comes(NightQueries.Second);
        await _company.StartWorkers(2);
        await _company.HasDone(NightQueries.Second, NightlyPhase.Rollover, 0.3);
        _company.KillWorker();
        (_first, _second) = (await _company.Ends(NightQueries.First), await _company.Ends(NightQueries.Second));
        _announced = await mailbox.Ids(Everybody);
    }

    [OneTimeTearDown]
    public async Task Stop() => await _company.DisposeAsync();

    [Test]
    public void Should_report_it() =>
        _company
            .Log.Should()
            .Contain(line =>
                line.Contains("run of 2026-05-03 is due, but the run of 2026-05-02 is not finished", StringComparison.Ordinal)
            );

    [Test]
    public void Should_finish_it_first() => _first.CompletedAt.Should().Be(_second.StartedAt).And.Be(_second.Instant);

    [Test]
    public void Should_count_everybody_once_in_the_first() =>
        (_first.Batch.Counts, _first.Rollover.Counts).Should().Be((new SegmentCounts(Everybody, Everybody, 0, 0), SegmentCounts.None));

    [Test]
    public void Should_count_everybody_once_in_the_second() =>
        (_second.Batch.Counts, _second.Rollover.Counts).Should().Be((SegmentCounts.None, new SegmentCounts(Everybody, Everybody, 0, 0)));

    [Test]
    public async Task Should_plan_and_open_one_period_for_everybody()
    {
        (await EnrollmentSnapshot.StreamsWith(_company, "period_planned")).Should().Equal($"{Everybody} with 1");
        (await EnrollmentSnapshot.StreamsWith(_company, "period_opened")).Should().Equal($"{Everybody} with 1");
    }

    [Test]
    public void Should_announce_everybody_under_one_id() => _announced.Distinct().Should().HaveCount(Everybody);
}
