namespace Enrollment.Journeys.Tests.Cli.Decisions;

/// <summary>The helpdesk extends a due date, and takes a completion back (semantics 10).</summary>
[NonParallelizable]
public sealed class When_dates_are_decided_by_people
{
    private Helpdesk _desk = null!;
    private CommandResult _extended = null!;
    private CommandResult _revoked = null!;

    [OneTimeSetUp]
    public async Task Live()
    {
        _desk = await Helpdesk.OpenAsync("bob", "cy");
        await _desk.CompleteAsync("cy", "2026-05-04");
        _extended = await _desk.DecideAsync("2026-05-05T10:00:00Z", "extend bob safety 2026-06-30 --reason illness");
        _revoked = await _desk.DecideAsync(
            "2026-05-06T10:00:00Z",
            "completion revoke cy safety 2026-05-04 --reason \"entered by mistake\""
        );
    }

    [OneTimeTearDown]
    public async Task Stop() => await _desk.DisposeAsync();

    [Test]
    public void Should_say_what_became_of_them()
    {
        _extended.ExitCode.Should().Be(0, _extended.Error);
        _extended.Output.Should().Contain("Due date changed: was due 2026-05-12, now due 2026-06-30").And.Contain("illness");
        _revoked.ExitCode.Should().Be(0, _revoked.Error);
        _revoked.Output.Should().Contain("Completion of 2026-05-04 revoked").And.Contain("entered by mistake");
        (_extended.Output + _revoked.Output).Should().NotContain("No period changes");
    }

    /// <summary>
    /// Section 10: the extended period is due on 30 June from the day of handling on. A revoked completion is left out as if it had never
    /// come, and the due date, which has not passed, stays.
    /// </summary>
    [TestCase("bob", "2026-05-04", "open 2026-05-12")]
    [TestCase("bob", "2026-05-05", "open 2026-06-30")]
    [TestCase("bob", "2026-07-01", "overdue 2026-06-30")]
    [TestCase("cy", "2026-05-04", "open 2026-05-12")]
    [TestCase("cy", "2026-05-06", "open 2026-05-12")]
    public async Task Should_show_what_held_on_a_date(string learner, string asOf, string latest) =>
        (await _desk.LatestAsync(learner, asOf)).Should().Be(latest);

    [TestCase("bob", "decided by")]
    [TestCase("cy", "decided by")]
    public async Task Should_tell_the_history_with_who_and_why(string learner, string said) =>
        (await _desk.RunAsync("2026-05-07T12:00:00Z", $"history {learner} safety")).Output.Should().Contain(said);

    [Test]
    public async Task Should_refuse_a_date_without_a_completion()
    {
        var ran = await _desk.RunAsync("2026-05-07T12:00:00Z", "completion revoke cy safety 2026-05-03 --reason x");

        ran.ExitCode.Should().Be(1);
        ran.Error.Should().Contain("No completion of 2026-05-03 by cy in safety is recorded. Recorded are those of 2026-05-04.");
    }

    [Test]
    public async Task Should_say_when_no_period_changes()
    {
        // Bob's period is due on 30 June already.
        var ran = await _desk.DecideAsync("2026-05-07T12:00:00Z", "extend bob safety 2026-06-01 --reason x");

        ran.ExitCode.Should().Be(0, ran.Error);
        ran.Output.Should().Contain("Due date extended").And.Contain("No period changes by it now.");
    }

    /// <summary>The worker's clock is an hour behind: it refuses a fact from its future.</summary>
    [Test]
    public async Task Should_say_why_it_became_a_dead_letter()
    {
        await _desk.RunAsync("2026-05-07T12:00:00Z", "exempt list");
        var ran = await _desk.RunOnlyAsync("2026-05-07T13:00:00Z", "extend bob safety 2026-07-31 --reason x");

        ran.ExitCode.Should().Be(1, ran.Output);
        ran.Error.Should()
            .Contain("became a dead letter")
            .And.Contain("$.occurredAt is 2026-05-07T13:00:00Z; expected at most five minutes after now")
            .And.Contain("enrollctl deadletters show ");
    }
}
