using Enrollment.Contracts;
using Enrollment.Operations.Announcing;
using Enrollment.Storage.DeadLetters;
using Enrollment.TestKit;
using Marten;

namespace Enrollment.Worker.Tests.Processes;

/// <summary>
/// 2,000 people join a group in the user interface; two workers enroll them at once, until one is killed with facts in its hands.
/// </summary>
public sealed class When_a_worker_is_killed_in_a_burst
{
    private const int Joining = 2_000;

    private Company _company = null!;
    private int _enrolledWhenKilled;
    private IReadOnlyCollection<string> _announced = null!;

    [OneTimeSetUp]
    public async Task Live()
    {
        _company = await Company.Of(Joining);
        await using var mailbox = await AnnouncementQueue.For<LearnerEnrolled>(_company.Servers.RabbitMq);
        await _company.StartWorkers(2);
        await _company.Save(RuleMessages.Welcome);
        await using var publisher = await TestPublisher.Connect(_company.Servers.RabbitMq);
        var burst = Task.WhenAll(
            Enumerable.Range(0, Joining).Select(number => publisher.Publish<GroupMembershipChanged>(RuleMessages.Join(number)))
        );
        _enrolledWhenKilled = await Eventually.Be(Enrolled, enrolled => enrolled > Joining / 5);
        _company.KillWorker();
        await burst;
        _announced = await mailbox.Ids(Joining);
    }

    [OneTimeTearDown]
    public async Task Stop() => await _company.DisposeAsync();

    [Test]
    public void Should_have_been_killed_in_the_middle() => _enrolledWhenKilled.Should().BeLessThan(Joining);

    [Test]
    public async Task Should_enroll_everybody_exactly_once() =>
        (await EnrollmentSnapshot.StreamsWith(_company, "period_planned")).Should().Equal($"{Joining} with 1");

    [Test]
    public async Task Should_record_every_join_once() =>
        (await _company.Values<int>("select count(*)::int from enrollment.mt_events where type = 'membership_changed' group by stream_id"))
            .Should()
            .HaveCount(Joining)
            .And.OnlyContain(times => times == 1);

    [Test]
    public void Should_announce_everybody_under_one_id() => _announced.Distinct().Should().HaveCount(Joining);

    [Test]
    public async Task Should_set_no_message_aside() =>
        (await _company.Read(session => session.Query<DeadLetter>().CountAsync())).Should().Be(0);

    private async Task<int> Enrolled() => (await _company.Values<int>("select count(*)::int from enrollment.enrollment"))[0];
}
