using Enrollment.Contracts;
using Enrollment.Operations.Announcing;
using Enrollment.Queries.Enrollments;
using Enrollment.Storage.DeadLetters;
using Enrollment.Storage.Nights;
using Enrollment.TestKit;
using Marten;

namespace Enrollment.Worker.Tests.Processes;

/// <summary>
/// Two workers share a night, and in the middle of it 2,000 people join a group in the user interface: they are enrolled at once, into an
/// activity of the group's own and into the one that the night enrolls everybody into.
/// </summary>
public sealed class When_facts_burst_into_a_night
{
    private const int Everybody = 10_000;
    private const int Joining = 2_000;

    private Company _company = null!;
    private NightlyRunDocument _run = null!;
    private IReadOnlyCollection<string> _announced = null!;

    [OneTimeSetUp]
    public async Task Live()
    {
        _company = await Company.Of(Everybody);
        await using var mailbox = await AnnouncementQueue.For<LearnerEnrolled>(_company.Servers.RabbitMq);
        await _company.StartWorkers(2);
        foreach (var rule in new[] { RuleMessages.Safety, RuleMessages.SafetyForNewcomers, RuleMessages.Welcome })
            await _company.Save(rule);
        await _company.Comes(NightQueries.First);
        await _company.HasDone(NightQueries.First, NightlyPhase.Batch, 0.2);
        await Burst();
        _run = await _company.Ends(NightQueries.First);
        _announced = await mailbox.Ids(Everybody + Joining);
    }

    [OneTimeTearDown]
    public async Task Stop() => await _company.DisposeAsync();

    [Test]
    public async Task Should_enroll_everybody_exactly_once() =>
        (await EnrollmentSnapshot.StreamsWith(_company, "period_planned")).Should().Equal($"{Everybody + Joining} with 1");

    [Test]
    public async Task Should_keep_one_row_for_each_enrollment() =>
        (await EnrollmentSnapshot.Of(_company)).Rows.Should().HaveCount(Everybody + Joining);

    [Test]
    public void Should_announce_each_under_one_id() => _announced.Distinct().Should().HaveCount(Everybody + Joining);

    [Test]
    public void Should_count_everybody_of_the_night_once() =>
        _run
            .Batch.Counts.Should()
            .Match<SegmentCounts>(counts =>
                counts.Planned == Everybody && counts.Applied + counts.Unchanged == Everybody && counts.Failed == 0
            );

    [Test]
    public async Task Should_share_the_facts_among_the_workers() =>
        (await Task.WhenAll(_company.All.Select(Handled))).Should().OnlyContain(facts => facts > 0).And.Subject.Sum().Should().Be(Joining);

    [Test]
    public async Task Should_set_no_message_aside() =>
        (await _company.Read(session => session.Query<DeadLetter>().CountAsync())).Should().Be(0);

    /// <summary>Spread over all segments, those that are done and those that are not.</summary>
    private async Task Burst()
    {
        await using var publisher = await TestPublisher.Connect(_company.Servers.RabbitMq);
        await Task.WhenAll(
            Enumerable
                .Range(0, Joining)
                .Select(number => publisher.Publish<GroupMembershipChanged>(RuleMessages.Join(number * Everybody / Joining)))
        );
    }

    private static async Task<int> Handled(WorkerProcess worker)
    {
        var metrics = await worker.Text("/metrics");
        var counted = System.Text.RegularExpressions.Regex.Match(
            metrics,
            """enrollment_facts_total\{[^}]*type="GroupMembershipChanged"[^}]*\} (\d+)"""
        );
        return counted.Success ? int.Parse(counted.Groups[1].Value, null) : 0;
    }
}
