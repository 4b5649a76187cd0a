using System.Text;
using Enrollment.Chaos.Judging;
using Enrollment.Domain.Enrollments;
using Enrollment.Queries.History;
using Enrollment.Storage.Nights;

namespace Enrollment.Chaos.Tests;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class When_announcements_are_judged
{
    private const string Enrollment = "enrollment/activity-0/ada";

    private static readonly AnnouncementContent Other = AnnouncementContent.Of("LearnerEnrolled", "{}"u8.ToArray());

    private readonly RunArtifacts _remains = new();

    [SetUp]
    public void Enroll() => _remains.Recorded(Enrollment, PeriodEvents.Planned(1, PeriodStatus.Open));

    [Test]
    public void Should_find_nothing_where_everything_came_as_its_event_says_it() =>
        _remains.Judge().Findings.Keys.Should().NotContain(["announced", "announced wrongly", "unexpected", "doubled"]);

    [Test]
    public void Should_find_what_was_never_received() =>
        Found("announced", received => received.Clear()).Should().EndWith("was never received from lms");

    [Test]
    public void Should_find_a_night_that_was_never_told_of()
    {
        _remains.Recorded(
            "nightly/2026-05-01",
            new NightFinished(
                new DateOnly(2026, 5, 1),
                DateTimeOffset.UnixEpoch,
                DateTimeOffset.UnixEpoch,
                SegmentCounts.None,
                SegmentCounts.None
            )
        );
        Found("announced", received => received.Remove(received.Keys.Last()))
            .Should()
            .StartWith("NightlyRunCompleted of nightly/2026-05-01@1");
    }

    [Test]
    public void Should_find_what_follows_from_no_event() =>
        Found("unexpected", received => received.Add(Guid.Empty, new ReceivedAnnouncement(Other)))
            .Should()
            .Be($"announcement {Guid.Empty} in lms follows from no event");

    [Test]
    public void Should_find_other_content_under_the_same_id() =>
        Found("announced wrongly", received => received[received.Keys.Single()] = new ReceivedAnnouncement(Other))
            .Should()
            .Contain("came as a LearnerEnrolled that does not say {");

    [Test]
    public void Should_find_another_kind_under_the_same_id() =>
        Found(
                "announced wrongly",
                received =>
                    received[received.Keys.Single()] = new ReceivedAnnouncement(
                        received.Values.Single().Content with
                        {
                            Type = "EnrollmentOverdue",
                        }
                    )
            )
            .Should()
            .Contain("came as a EnrollmentOverdue");

    [Test]
    public void Should_find_copies_that_differ() =>
        Found("announced wrongly", received => received[received.Keys.Single()] = received.Values.Single().And(Other))
            .Should()
            .EndWith("came in copies that differ");

    [Test]
    public void Should_take_the_same_copy_for_the_same() => new ReceivedAnnouncement(Other).And(Other).Differs.Should().BeFalse();

    [Test]
    public void Should_find_two_events_with_one_id()
    {
        _remains.Recorded(Enrollment, PeriodEvents.Planned(2, PeriodStatus.Open), version: 1);
        _remains
            .Judge()
            .Findings["doubled"]
            .Should()
            .ContainSingle(finding => finding.Contains($"LearnerEnrolled of {Enrollment}@1 has too"));
    }

    [TestCase("""{"b":[1,{"d":null,"c":"x"}],"a":"2026-05-01"}""", true)]
    [TestCase("""{"a":"2026-05-01","b":[1,{"c":"y","d":null}]}""", false)]
    [TestCase("""{"a":"2026-05-01","b":[{"c":"x","d":null},1]}""", false)]
    [TestCase("""{"a":"2026-05-01","a":"2026-05-01","b":[1,{"c":"x","d":null}]}""", false)]
    [TestCase("no JSON", false)]
    public void Should_compare_what_is_said_and_not_how(string body, bool isTheSame) =>
        (Says(body) == Says("""{ "a": "2026-05-01", "b": [1, {"c": "x", "d": null}] }""")).Should().Be(isTheSame);

    private static AnnouncementContent Says(string body) => AnnouncementContent.Of("LearnerEnrolled", Encoding.UTF8.GetBytes(body));

    private string Found(string check, Action<Dictionary<Guid, ReceivedAnnouncement>> deliver) =>
        _remains.Judge(deliver).Findings.GetValueOrDefault(check, []).Should().ContainSingle().Subject;
}
