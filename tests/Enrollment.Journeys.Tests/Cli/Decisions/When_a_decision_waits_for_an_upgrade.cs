using Enrollment.Queries.Wording.Nights;

namespace Enrollment.Journeys.Tests.Cli.Decisions;

/// <summary>Version 1 of the semantics decided so far, and the first night of the present one waits for its preview.</summary>
[NonParallelizable]
public sealed class When_a_decision_waits_for_an_upgrade
{
    private Helpdesk _desk = null!;
    private string _exemption = "";

    [OneTimeSetUp]
    public async Task Live()
    {
        _desk = await Helpdesk.OpenAsync("ann", "bob");
        var granted = await _desk.DecideAsync("2026-05-02T09:00:00Z", "exempt grant ann safety --reason x --json");
        _exemption = Helpdesk.Json(granted).GetProperty("exemptionId").GetString()!;
        await _desk.ExecuteAsync("update enrollment.mt_doc_nightlyledger set data = data - 'semantics'");
    }

    [OneTimeTearDown]
    public async Task Stop() => await _desk.DisposeAsync();

    [TestCase("exempt revoke ID --reason \"back earlier\"")]
    [TestCase("retrain safety --group g --due 14d --reason accident --yes")]
    [TestCase("learner end bob --reason left --yes")]
    [TestCase("rule end safety-rule --reason over --yes")]
    public async Task Should_say_that_the_night_it_names_does_not_begin(string command)
    {
        var ran = await _desk.RunAsync("2026-05-02T12:00:00Z", command.Replace(" ID ", $" {_exemption} ", StringComparison.Ordinal));

        ran.ExitCode.Should().Be(0, ran.Error);
        ran.Error.ReplaceLineEndings(" ").Should().Contain(UpgradeText.Waits());
        ran.Output.Should().Contain("2026-05-03");
    }
}
