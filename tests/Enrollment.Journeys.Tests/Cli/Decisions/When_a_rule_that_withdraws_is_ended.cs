namespace Enrollment.Journeys.Tests.Cli.Decisions;

/// <summary>Semantics 11, <c>whenOver</c>: the rule says that open periods are withdrawn when it is over.</summary>
[NonParallelizable]
public sealed class When_a_rule_that_withdraws_is_ended
{
    private Helpdesk _desk = null!;
    private CommandResult _ended = null!;

    [OneTimeSetUp]
    public async Task Live()
    {
        _desk = await Helpdesk.OpenAsync("ann");
        await _desk.DeliverAsync(
            "2026-05-02T09:00:00Z",
            "AutoEnrollmentRuleSaved",
            """{"messageId":"r2","occurredAt":"2026-05-02T09:00:00Z","savedBy":"admin","ruleId":"safety-rule","activityId":"safety","""
                + """ "version":2,"audience":{"kind":"groups","groupIds":["g"]},"requirement":"required","""
                + """ "recurrence":{"kind":"oneTime"},"due":{"kind":"within","days":10},"whenOver":"withdraw"}"""
        );
        await _desk.NightAsync(new(2026, 5, 3));
        _ended = await _desk.RunAsync("2026-05-03T10:00:00Z", "rule end safety-rule --reason over --yes");
        await _desk.NightAsync(new(2026, 5, 4));
    }

    [OneTimeTearDown]
    public async Task Stop() => await _desk.DisposeAsync();

    [Test]
    public void Should_say_that_open_periods_are_withdrawn()
    {
        _ended.ExitCode.Should().Be(0, _ended.Error);
        _ended
            .Output.ReplaceLineEndings(" ")
            .Should()
            .Contain("The night of 2026-05-04 cancels scheduled periods and withdraws open ones.")
            .And.NotContain("stay as they are");
    }

    [Test]
    public async Task Should_withdraw_them_in_the_night_that_it_named() =>
        (await _desk.LatestAsync("ann", "2026-05-04")).Should().Be("withdrawn 2026-05-12");
}
