using Enrollment.Contracts;
using Enrollment.Queries.Enrollments;
using Enrollment.Storage.Nights;
using Enrollment.Worker.Tests.Fixture;

namespace Enrollment.Worker.Tests.Processes;

/// <summary>
/// Two worker processes share a night for the entire company; again and again one of them is killed and another one started. What comes out
/// is
/// what one worker leaves that nobody disturbs, to the last event and message id.
/// </summary>
public sealed class When_workers_are_killed_in_the_middle_of_a_night
{
    private const int Everybody = 20_000;

    private static readonly double[] KillAfter = [0.1, 0.4, 0.7];

    private Company company = null!;
    private NightlyRunDocument run = null!;
    private int[] doneWhenKilled = null!;
    private IReadOnlyCollection<string> announced = null!;
    private IReadOnlyCollection<string> announcedUndisturbed = null!;
    private Enrollments undisturbed = null!;

    [OneTimeSetUp]
    public async Task Live()
    {
        await LiveUndisturbed();
        company = await Company.Of(Everybody);
        await using var mailbox = await Mailbox.For<LearnerEnrolled>(company.Servers.RabbitMq);
        await company.StartWorkers(2);
        await company.Save(Rules.Safety);
        await company.Comes(Nights.First);
        doneWhenKilled = await KillAgainAndAgain();
        run = await company.Ends(Nights.First);
        await Eventually.Be(mailbox.Count, count => count > Everybody / 2, seconds: 60);
        Replace();
        announced = await mailbox.Ids(Everybody);
    }

    [OneTimeTearDown]
    public async Task Stop() => await company.DisposeAsync();

    [Test]
    public void Should_have_been_disturbed_while_it_was_under_way() =>
        doneWhenKilled.Should().BeInAscendingOrder().And.OnlyHaveUniqueItems().And.OnlyContain(done => done < run.Batch.Work.Segments);

    [Test]
    public void Should_count_everybody_once() =>
        run.Batch.Counts.Should().Be(new SegmentCounts(Everybody, Applied: Everybody, Unchanged: 0, Failed: 0));

    [Test]
    public async Task Should_give_everybody_one_stream_with_one_period() =>
        (await Enrollments.StreamsWith(company, "period_planned")).Should().Equal($"{Everybody} with 1");

    [Test]
    public async Task Should_keep_one_row_for_everybody() => (await Enrollments.Of(company)).Rows.Should().HaveCount(Everybody);

    [Test]
    public async Task Should_leave_exactly_what_an_undisturbed_worker_leaves()
    {
        var enrollments = await Enrollments.Of(company);
        enrollments.Rows.Should().Equal(undisturbed.Rows);
        enrollments.Events.Should().Equal(undisturbed.Events);
    }

    [Test]
    public void Should_announce_everybody_under_the_same_id_as_an_undisturbed_worker() =>
        announced.ToHashSet().SetEquals(announcedUndisturbed).Should().BeTrue();

    private async Task LiveUndisturbed()
    {
        await using var other = await Company.Of(Everybody);
        await using var mailbox = await Mailbox.For<LearnerEnrolled>(other.Servers.RabbitMq);
        await other.StartWorkers(1);
        await other.Save(Rules.Safety);
        await other.Comes(Nights.First);
        await other.Ends(Nights.First);
        announcedUndisturbed = await mailbox.Ids(Everybody);
        undisturbed = await Enrollments.Of(other);
    }

    private async Task<int[]> KillAgainAndAgain()
    {
        var done = new List<int>();
        foreach (var part in KillAfter)
        {
            await company.HasDone(Nights.First, NightlyPhase.Batch, part);
            Replace();
            done.Add(await company.Done(Nights.First, NightlyPhase.Batch));
        }

        return [.. done];
    }

    private void Replace()
    {
        company.KillWorker();
        company.StartWorker();
    }
}
