using Enrollment.Contracts;
using Enrollment.Domain.Enrollments;
using Enrollment.Processing.Preview;
using Enrollment.Storage;
using Enrollment.Storage.Rules;

namespace Enrollment.Worker.Tests.Deciding;

/// <summary>
/// Version 1 recorded 10 June as due date, and the text gives 20 May: 19 days from 1 May. On 25 May the first night of the present version
/// still waits for its preview. The floor is 7 days.
/// </summary>
public sealed class When_a_message_comes_before_the_first_night
{
    private const string Joined = "2026-05-01T09:00:00Z";

    private DecidedCompany _company = null!;
    private string _toldBefore = "";
    private string _joinedBefore = "";
    private bool _waited;
    private RulePreview _preview = null!;

    [OneTimeSetUp]
    public async Task Live()
    {
        _company = await DecidedCompany.StartAsync("2026-05-01T12:00:00Z");
        await _company.SaveRule("lab", 19, """, "priorCompletions": { "kind": "ignore" }""");
        foreach (var learner in new[] { "told", "joins", "quiet" })
            await _company.Publish<UserCreated>($"\"userId\": \"{learner}\", \"groups\": [\"lab\"], \"origin\": \"userInterface\"", Joined);
        await _company.RunNight(new(2026, 5, 2));
        foreach (var learner in new[] { "told", "joins", "quiet" })
            await _company.HasRecordedDueAsync("lab", learner, "2026-06-10");
        await _company.RunNight(new(2026, 5, 24));
        await _company.HasDecidedByVersion1Async();
        await SendBeforeAsync();
        await LookAheadAsync();
        await _company.AllowTheUpgradeAsync();
        await _company.RunNight(new(2026, 5, 26));
    }

    [OneTimeTearDown]
    public async Task Stop() => await _company.DisposeAsync();

    // "So nobody is ever made overdue": 20 May lies before 25 May, the day of handling, and becomes 25 May + 7 days.
    [Test]
    public void Should_have_the_floor_of_the_day_of_handling() => _toldBefore.Should().Be("2026-05-01 due 2026-06-01 open");

    [Test]
    public async Task Should_adopt_the_version_once_and_name_it_and_the_message()
    {
        var adopted = (await _company.AdoptionsAsync("lab", "told")).Should().ContainSingle().Subject;

        adopted.On.Should().Be(new DateOnly(2026, 5, 25));
        adopted.Cause.Semantics.Should().Be(Semantics.Version);
        adopted.Cause.MessageId.Should().Be("old-completion");
    }

    // The message counted for nothing, so the night found what the message had left.
    [Test]
    public async Task Should_leave_nothing_to_the_night() =>
        (await _company.Periods("lab", "told")).Should().Be("2026-05-01 due 2026-06-01 open");

    // Section 4: a join changes nothing at once where a period is current.
    [Test]
    public void Should_change_nothing_by_a_message_without_an_effect() => _joinedBefore.Should().Be("2026-05-01 due 2026-06-10 open");

    // The floor of the night: 26 May + 7 days.
    [TestCase("joins")]
    [TestCase("quiet")]
    public async Task Should_leave_everybody_else_to_the_night(string learner)
    {
        (await _company.Periods("lab", learner)).Should().Be("2026-05-01 due 2026-06-02 open");
        (await _company.AdoptionsAsync("lab", learner)).Should().ContainSingle().Which.On.Should().Be(new DateOnly(2026, 5, 26));
    }

    [Test]
    public void Should_say_that_the_next_night_waits() => _waited.Should().BeTrue();

    // What the text alone changes comes without the save as well as with it.
    [Test]
    public void Should_preview_a_rule_in_the_night_that_adopts_the_version()
    {
        var quiet = _preview.Enrollments.Should().ContainSingle(enrollment => enrollment.LearnerId == "quiet").Subject;

        quiet.ChangesAnyway.Should().BeTrue();
        quiet.Before!.Due.Should().Be(new DateOnly(2026, 6, 10));
        quiet.Without!.Due.Should().Be(new DateOnly(2026, 6, 2));
        quiet.With!.Due.Should().Be(new DateOnly(2026, 6, 2));
    }

    private async Task SendBeforeAsync()
    {
        _company.SetTime("2026-05-25T12:00:00Z");
        await _company.Publish<ActivityCompleted>(
            "\"userId\": \"told\", \"activityId\": \"lab\", \"completedOn\": \"2026-04-20\"",
            "2026-04-20T09:00:00Z",
            "old-completion"
        );
        await _company.Publish<GroupMembershipChanged>(
            "\"userId\": \"joins\", \"joined\": [\"lab\"], \"origin\": \"userInterface\"",
            "2026-05-25T09:00:00Z"
        );
        _toldBefore = await _company.Periods("lab", "told");
        _joinedBefore = await _company.Periods("lab", "joins");
    }

    private async Task LookAheadAsync()
    {
        var (calendar, night) = (NightlyCycle.NightlyWorld.Calendar, new DateOnly(2026, 5, 26));
        await using var session = _company.Store.QuerySession();
        var now = new DateTimeOffset(2026, 5, 25, 12, 0, 0, TimeSpan.Zero);
        _waited = (await UpcomingRun.After(session, calendar, now, CancellationToken.None)).WaitsForUpgrade;
        var saved = (await session.LoadAsync<RuleDocument>("lab"))!.Saved;
        var again = saved with { Stamp = new(now, "again"), Rule = saved.Rule with { Version = 2, Reason = "said better" } };
        var options = new EnrollmentOptions { MinimumDaysToComplete = 7, ShortAbsenceDays = 0 };
        _preview = await RulePreview.Of(_company.Store, calendar, options, again, night, 10, (_, _) => { }, CancellationToken.None);
    }
}
