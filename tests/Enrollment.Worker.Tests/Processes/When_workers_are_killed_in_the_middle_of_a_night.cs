using Enrollment.Contracts;
using Enrollment.Operations.Announcing;
using Enrollment.Queries.Enrollments;
using Enrollment.Storage.Nights;
using Enrollment.TestKit;

namespace Enrollment.Worker.Tests.Processes;

/// <summary>
/// Two worker processes share a night for the entire company; again and again one of them is killed and another one started. What comes out
/// is what one worker leaves that nobody disturbs, to the last event and message id.
/// </summary>
public sealed class When_workers_are_killed_in_the_middle_of_a_night
{
    private const int Everybody = 20_000;

    private static readonly double[] KillAfter = [0.1, 0.4, 0.7];

    private Company _company = null!;
    private NightlyRunDocument _run = null!;
    private int[] _doneWhenKilled = null!;
    private IReadOnlyCollection<string> _announced = null!;
    private IReadOnlyCollection<string> _announcedUndisturbed = null!;
    private EnrollmentSnapshot _undisturbed = null!;

    [OneTimeSetUp]
    public async Task Live()
    {
        await LiveUndisturbed();
        _company = await Company.Of(Everybody);
        await using var mailbox = await AnnouncementQueue.For<LearnerEnrolled>(_company.Servers.RabbitMq);
        await _company.StartWorkers(2);
        await _company.Save(RuleMessages.Safety);
        await _company.Comes(NightQueries.First);
        _doneWhenKilled = await KillAgainAndAgain();
        _run = await _company.Ends(NightQueries.First);
        await Eventually.Be(mailbox.Count, count => count > Everybody / 2, seconds: 60);
        Replace();
        _announced = await mailbox.Ids(Everybody);
    }

    [OneTimeTearDown]
    public async Task Stop() => await _company.DisposeAsync();

    [Test]
    public void Should_have_been_disturbed_while_it_was_under_way() =>
        _doneWhenKilled.Should().BeInAscendingOrder().And.OnlyHaveUniqueItems().And.OnlyContain(done => done < _run.Batch.Work.Segments);

    [Test]
    public void Should_count_everybody_once() =>
        _run.Batch.Counts.Should().Be(new SegmentCounts(Everybody, Applied: Everybody, Unchanged: 0, Failed: 0));

    [Test]
    public async Task Should_give_everybody_one_stream_with_one_period() =>
        (await EnrollmentSnapshot.StreamsWith(_company, "period_planned")).Should().Equal($"{Everybody} with 1");

    [Test]
    public async Task Should_keep_one_row_for_everybody() => (await EnrollmentSnapshot.Of(_company)).Rows.Should().HaveCount(Everybody);

    [Test]
    public async Task Should_leave_exactly_what_an_undisturbed_worker_leaves()
    {
        var enrollments = await EnrollmentSnapshot.Of(_company);
        enrollments.Rows.Should().Equal(_undisturbed.Rows);
        enrollments.Events.Should().Equal(_undisturbed.Events);
    }

    [Test]
    public void Should_announce_everybody_under_the_same_id_as_an_undisturbed_worker() =>
        _announced.ToHashSet().SetEquals(_announcedUndisturbed).Should().BeTrue();

    private async Task LiveUndisturbed()
    {
        await using var other = await Company.Of(Everybody);
        await using var mailbox = await AnnouncementQueue.For<LearnerEnrolled>(other.Servers.RabbitMq);
        await other.StartWorkers(1);
        await other.Save(RuleMessages.Safety);
        await other.Comes(NightQueries.First);
        await other.Ends(NightQueries.First);
        _announcedUndisturbed = await mailbox.Ids(Everybody);
        _undisturbed = await EnrollmentSnapshot.Of(other);
    }

    private async Task<int[]> KillAgainAndAgain()
    {
        var done = new List<int>();
        foreach (var part in KillAfter)
        {
            await _company.HasDone(NightQueries.First, NightlyPhase.Batch, part);
            Replace();
            done.Add(await _company.Done(NightQueries.First, NightlyPhase.Batch));
        }

        return [.. done];
    }

    private void Replace()
    {
        _company.KillWorker();
        _company.StartWorker();
    }
}
