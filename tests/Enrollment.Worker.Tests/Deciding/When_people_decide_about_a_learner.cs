using Enrollment.Contracts;
using Enrollment.Domain.Enrollments;
using Enrollment.Storage.DeadLetters;
using CompletionRevoked = Enrollment.Contracts.CompletionRevoked;
using DueDateExtended = Enrollment.Contracts.DueDateExtended;
using PeriodStatus = Enrollment.Domain.Enrollments.PeriodStatus;

namespace Enrollment.Worker.Tests.Deciding;

/// <summary>
/// Semantics 10 through messages, on two workers. Everybody joined both groups on 1 May: <c>soon</c> was due on 6 May, and is overdue;
/// <c>later</c> is due on 31 May. It is 11 May, after the run.
/// </summary>
public sealed class When_people_decide_about_a_learner
{
    private const string Soon = "2026-05-01 due 2026-05-06";
    private const string Later = "2026-05-01 due 2026-05-31";
    private const string Before = "2026-05-11T10:00:00Z";
    private const string Now = "2026-05-11T11:00:00Z";

    private DecidedCompany _company = null!;
    private int _learners;
    private string _learner = "";

    [OneTimeSetUp]
    public async Task Start()
    {
        _company = await DecidedCompany.StartAsync("2026-05-01T12:00:00Z");
        await _company.SaveRule("soon", 5);
        await _company.SaveRule("later", 30);
        await _company.PublishTogether([
            .. Enumerable
                .Range(1, 30)
                .Select(number =>
                    (
                        typeof(UserCreated),
                        $$""" "userId": "l{{number}}", "groups": ["soon", "later"], "origin": "userInterface" """,
                        "2026-05-01T09:00:00Z"
                    )
                ),
        ]);
        await _company.RunNight(new DateOnly(2026, 5, 11));
        _company.SetTime("2026-05-11T12:00:00Z");
    }

    [OneTimeTearDown]
    public async Task Stop() => await _company.DisposeAsync();

    [SetUp]
    public void TakeTheNextLearner() => _learner = $"l{++_learners}";

    // "The current period ends as exempted on that date", and "the enrollment's overdue mark ends".
    [TestCase("soon", Soon)]
    [TestCase("later", Later)]
    public async Task Should_end_the_current_period_when_an_exemption_comes_into_force(string activity, string period)
    {
        (await Grant(activity)).Should().Be("applied");

        (await _company.Periods(activity, _learner)).Should().Be($"{period} exempted");
        (await _company.State(activity, _learner)).OverdueSince.Should().BeNull();
    }

    // "Otherwise in the run of from": nothing happens now. That run has to look at the learner, and the one after the last day.
    [Test]
    public async Task Should_wait_for_the_first_day_of_an_exemption()
    {
        await Grant("later", """ "from": "2026-05-20", "until": "2026-05-25", """);

        (await _company.Periods("later", _learner)).Should().Be($"{Later} open");
        (await _company.CalendarDates(_learner)).Should().Equal(new DateOnly(2026, 5, 20), new DateOnly(2026, 5, 26));
    }

    // "While it is in force … completions are recorded."
    [Test]
    public async Task Should_record_a_completion_while_an_exemption_is_in_force()
    {
        await Grant("later");
        (await Complete("later", "2026-05-11", Now)).Should().Be("applied");

        (await _company.Periods("later", _learner)).Should().Be($"{Later} exempted");
    }

    // "For each exemptionId the latest occurredAt wins", whatever arrives first.
    [Test]
    public async Task Should_let_a_revocation_win_that_arrives_before_its_exemption()
    {
        (await Revoke("later", Now)).Should().Be("applied");
        (await Grant("later", at: Before)).Should().Be("unchanged");

        (await _company.Periods("later", _learner)).Should().Be($"{Later} open");
    }

    [Test]
    public async Task Should_take_the_same_messages_again_for_what_they_are()
    {
        foreach (var expected in (string[])["applied", "unchanged", "unchanged"])
        {
            (await Grant("soon", messageId: $"granted-{_learner}")).Should().Be(expected);
            (await Extend("later", "2026-06-30", messageId: $"extended-{_learner}")).Should().Be(expected);
            (await RevokeCompletion("later", "2026-05-04", messageId: $"revoked-{_learner}")).Should().Be(expected);
        }

        (await _company.Periods("soon", _learner)).Should().Be($"{Soon} exempted");
        (await _company.Periods("later", _learner)).Should().Be("2026-05-01 due 2026-06-30 open");
    }

    // "The current period is due no earlier than that date"; "one due later: no change now".
    [TestCase("2026-06-30", "2026-06-30")]
    [TestCase("2026-05-20", "2026-05-31")]
    public async Task Should_extend_the_due_date(string extended, string due)
    {
        (await Extend("later", extended)).Should().Be("applied");

        (await _company.Periods("later", _learner)).Should().Be($"2026-05-01 due {due} open");
    }

    // "If it was overdue and the date is not before the day of handling, it is open again."
    [TestCase("2026-05-11", "open")]
    [TestCase("2026-05-10", "overdue")]
    public async Task Should_reopen_an_overdue_period_that_is_extended(string extended, string status)
    {
        await Extend("soon", extended);

        (await _company.Periods("soon", _learner)).Should().Be($"2026-05-01 due {extended} {status}");
    }

    // "No current period: recorded, no change."
    [Test]
    public async Task Should_record_an_extension_without_a_period()
    {
        (await Extend("elsewhere", "2026-06-30")).Should().Be("applied");

        var state = await _company.State("elsewhere", _learner);
        state.Periods.Should().BeEmpty();
        state.Facts.Should().ContainSingle().Which.Should().BeOfType<Domain.Enrollments.DueDateExtended>();
    }

    // "There was none": the period that is current again has the floor of that day, 11 May + 7, and is open.
    [TestCase("soon", "2026-05-18")]
    [TestCase("later", "2026-05-31")]
    public async Task Should_leave_out_a_revoked_completion(string activity, string due)
    {
        await Complete(activity, "2026-05-05", Before);
        (await RevokeCompletion(activity, "2026-05-05")).Should().Be("applied");

        (await _company.Periods(activity, _learner)).Should().Be($"2026-05-01 due {due} open");
    }

    // "Left out is every earlier completion", also one that arrives after its revocation.
    [Test]
    public async Task Should_leave_out_a_completion_that_arrives_after_its_revocation()
    {
        await RevokeCompletion("later", "2026-05-05");
        await Complete("later", "2026-05-05", Before);

        (await _company.Periods("later", _learner)).Should().Be($"{Later} open");
    }

    // "A later ActivityCompleted for the date (by occurredAt) counts again."
    [Test]
    public async Task Should_count_a_later_completion_for_the_date_again()
    {
        await Complete("later", "2026-05-05", Before);
        await RevokeCompletion("later", "2026-05-05");
        await Complete("later", "2026-05-05", "2026-05-11T11:30:00Z");

        (await _company.Periods("later", _learner)).Should().Be($"{Later} completed");
    }

    // "A revocation that leaves out nothing more changes nothing."
    [Test]
    public async Task Should_change_nothing_when_nothing_is_left_out()
    {
        await RevokeCompletion("soon", "2026-05-05");

        (await _company.Periods("soon", _learner)).Should().Be($"{Soon} overdue");
    }

    // Each decision is about the same enrollment, and two workers take them at once. The exemption ends the period either way.
    [Test]
    public async Task Should_take_decisions_that_come_at_once()
    {
        await _company.PublishTogether(
            (typeof(ExemptionGranted), $"{Head("later")}, \"exemptionId\": \"x-{_learner}\"", Now),
            (typeof(DueDateExtended), $"{Head("later")}, \"due\": \"2026-06-30\"", Now),
            (typeof(CompletionRevoked), $"{Head("later")}, \"completedOn\": \"2026-05-04\"", Now),
            (typeof(ActivityCompleted), $"\"userId\": \"{_learner}\", \"activityId\": \"later\", \"completedOn\": \"2026-05-04\"", Before)
        );

        var state = await _company.State("later", _learner);
        state.Current.Should().BeNull();
        state.Periods.Should().ContainSingle().Which.Status.Should().Be(Domain.Enrollments.PeriodStatus.Exempted);
        state.Facts.Should().ContainSingle(fact => fact is ExemptionRecorded);
        state.Facts.Should().ContainSingle(fact => fact is Domain.Enrollments.DueDateExtended);
        state.Facts.Should().ContainSingle(fact => fact is Domain.Enrollments.CompletionRevoked);
        state.Facts.Should().ContainSingle(fact => fact is CompletionRecorded);
    }

    // "until before from is refused"; a reason is required.
    [Test]
    public async Task Should_refuse_a_decision_that_makes_no_sense()
    {
        (await Grant("later", """ "from": "2026-05-20", "until": "2026-05-19", """, messageId: $"bad-{_learner}")).Should().Be("rejected");

        var letter = await _company.DeadLetter($"bad-{_learner}");
        letter.Kind.Should().Be(DeadLetterKind.Rejected);
        letter.Queue.Should().Be("enrollment-exemption-granted");
        letter.Problems.Should().ContainSingle().Which.Path.Should().Be("$.until");
    }

    [Test]
    public async Task Should_report_two_decisions_under_one_id()
    {
        await Extend("later", "2026-06-30", messageId: $"twice-{_learner}");
        (await Extend("later", "2026-07-31", messageId: $"twice-{_learner}")).Should().Be("conflict");

        (await _company.DeadLetter($"twice-{_learner}")).Reason.Should().Contain("The first one stays");
        (await _company.Periods("later", _learner)).Should().Be("2026-05-01 due 2026-06-30 open");
    }

    private Task<string> Grant(string activity, string dates = "", string at = Now, string? messageId = null) =>
        _company.Publish<ExemptionGranted>($"{dates}{Head(activity)}, \"exemptionId\": \"x-{activity}-{_learner}\"", at, messageId);

    private Task<string> Revoke(string activity, string at) =>
        _company.Publish<ExemptionRevoked>($"{Head(activity)}, \"exemptionId\": \"x-{activity}-{_learner}\"", at);

    private Task<string> Extend(string activity, string due, string? messageId = null) =>
        _company.Publish<DueDateExtended>($"{Head(activity)}, \"due\": \"{due}\"", Now, messageId);

    private Task<string> RevokeCompletion(string activity, string completedOn, string? messageId = null) =>
        _company.Publish<CompletionRevoked>($"{Head(activity)}, \"completedOn\": \"{completedOn}\"", Now, messageId);

    private Task<string> Complete(string activity, string completedOn, string at) =>
        _company.Publish<ActivityCompleted>(
            $"\"userId\": \"{_learner}\", \"activityId\": \"{activity}\", \"completedOn\": \"{completedOn}\"",
            at
        );

    private string Head(string activity) =>
        $"\"userId\": \"{_learner}\", \"activityId\": \"{activity}\", \"reason\": \"as agreed\", \"decidedBy\": \"hr\"";
}
