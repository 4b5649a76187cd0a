using Enrollment.Contracts;
using Enrollment.Storage.Access;

namespace Enrollment.Worker.Tests.Deciding;

/// <summary>Semantics 11 and 13: what begins on a later date is looked at in the run of that date, and only then. It is 1 May.</summary>
public sealed class When_facts_begin_on_a_later_date
{
    private const string Now = "2026-05-01T09:00:00Z";

    private DecidedCompany _company = null!;
    private int _learners;
    private string _learner = "";

    [OneTimeSetUp]
    public async Task Start()
    {
        _company = await DecidedCompany.StartAsync("2026-05-01T12:00:00Z");
        await _company.SaveRule("lab", 30);
    }

    [OneTimeTearDown]
    public async Task Stop() => await _company.DisposeAsync();

    [SetUp]
    public void TakeTheNextLearner() => _learner = $"l{++_learners}";

    // "The fact then holds from the nightly instant of that date": the join has no effect at once, and the next run does not look.
    [Test]
    public async Task Should_look_at_the_learner_on_the_date_from_which_a_join_holds()
    {
        await _company.Publish<GroupMembershipChanged>(
            $"\"userId\": \"{_learner}\", \"joined\": [\"lab\"], \"origin\": \"userInterface\", \"effectiveOn\": \"2026-05-20\"",
            Now
        );

        (await _company.CalendarDates(_learner)).Should().Equal(new DateOnly(2026, 5, 20));
        (await _company.IsPending(_learner)).Should().BeFalse();
        (await _company.Periods("lab", _learner)).Should().BeEmpty();
    }

    // A rule that is edited concerns those who will be members: the night finds them by this table.
    [Test]
    public async Task Should_find_a_later_member_of_a_group()
    {
        await _company.Publish<GroupMembershipChanged>(
            $"\"userId\": \"{_learner}\", \"joined\": [\"lab\"], \"origin\": \"integration\", \"effectiveOn\": \"2026-05-20\"",
            Now
        );

        (await _company.Query($"select group_id from {OwnTables.LearnerGroup} where learner_id = @id", _learner, row => row.GetString(0)))
            .Should()
            .Equal("lab");
    }

    // One that arrives after the date it holds from waits for no date: the next run sees it.
    [Test]
    public async Task Should_look_in_the_next_run_where_the_date_has_passed()
    {
        await _company.Publish<UserDeactivated>($"\"userId\": \"{_learner}\", \"effectiveOn\": \"2026-05-01\"", "2026-04-20T09:00:00Z");

        (await _company.CalendarDates(_learner)).Should().BeEmpty();
        (await _company.IsPending(_learner)).Should().BeTrue();
    }

    // A run of 30 April that is still under way sees the fact, but not the date: the learner stays pending for the run of 1 May.
    [Test]
    public async Task Should_stay_pending_for_the_run_of_a_date_that_has_passed()
    {
        await _company.Publish<UserCreated>(
            $"\"userId\": \"{_learner}\", \"hiredOn\": \"2026-05-01\", \"origin\": \"integration\"",
            "2026-04-30T01:00:00Z"
        );

        (
            await _company.Query(
                $"select latest from {OwnTables.PendingLearner} where learner_id = @id",
                _learner,
                row => row.GetFieldValue<DateTimeOffset>(0)
            )
        )
            .Should()
            .Equal(new DateTimeOffset(2026, 5, 1, 2, 0, 0, TimeSpan.Zero));
    }

    // "Its hiredOn aside": the hire date holds at once, and is itself a date to come.
    [Test]
    public async Task Should_look_now_and_on_a_hire_date_to_come()
    {
        await _company.Publish<UserCreated>(
            $"\"userId\": \"{_learner}\", \"hiredOn\": \"2026-06-01\", \"origin\": \"integration\", \"effectiveOn\": \"2026-05-20\"",
            Now
        );

        (await _company.CalendarDates(_learner)).Should().Equal(new DateOnly(2026, 5, 20), new DateOnly(2026, 6, 1));
        (await _company.IsPending(_learner)).Should().BeTrue();
    }
}
