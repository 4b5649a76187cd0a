namespace Enrollment.Journeys.Tests.Cli.Decisions;

/// <summary>The rule's author orders a group to complete the activity again (semantics 12).</summary>
[NonParallelizable]
public sealed class When_a_group_is_retrained
{
    private const string Order = "retrain safety --group g --due 14d --reason \"accident in the lab\" --yes";

    private Helpdesk _desk = null!;
    private CommandResult _ordered = null!;
    private CommandResult _repeated = null!;
    private CommandResult _many = null!;

    [OneTimeSetUp]
    public async Task Live()
    {
        _desk = await Helpdesk.OpenAsync([.. Enumerable.Range(1, 1_001).Select(number => $"u{number:D4}"), "dee"]);
        await _desk.CompleteAsync("dee", "2026-05-06");
        _ordered = await _desk.DecideAsync("2026-05-20T10:00:00Z", Order);
        _repeated = await _desk.DecideAsync("2026-05-20T10:05:00Z", $"{Order} --json");
        await _desk.NightAsync(new(2026, 5, 21));
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.txt");
        await File.WriteAllLinesAsync(file, Enumerable.Range(1, 1_001).Select(number => $"u{number:D4}"));
        _many = await _desk.RunAsync("2026-05-21T10:00:00Z", $"retrain safety --users {file} --due 2026-07-31 --reason x --json");
        File.Delete(file);
    }

    [OneTimeTearDown]
    public async Task Stop() => await _desk.DisposeAsync();

    [Test]
    public void Should_say_whom_it_concerns_and_which_night_carries_it_out()
    {
        _ordered.ExitCode.Should().Be(0, _ordered.Error);
        _ordered
            .Output.Should()
            .Contain("The retraining in safety concerns 1,002 learners: the audience has 1,002 learners, and a rule for the activity")
            .And.MatchRegex("Order o-[0-9a-f]{12}")
            .And.Contain("The night of 2026-05-21 carries out the retraining.");
    }

    [Test]
    public void Should_order_nothing_twice_when_the_command_is_repeated()
    {
        _repeated.ExitCode.Should().Be(0, _repeated.Error);
        _ordered.Output.Should().Contain(Helpdesk.Json(_repeated).GetProperty("orders")[0].GetProperty("orderId").GetString());
    }

    [Test]
    public void Should_send_more_than_a_thousand_ids_in_several_orders()
    {
        _many.ExitCode.Should().Be(0, _many.Error);
        var orders = Helpdesk.Json(_many).GetProperty("orders").EnumerateArray().ToArray();
        orders.Select(order => order.GetProperty("orderId").GetString()).Should().HaveCount(2).And.OnlyHaveUniqueItems();
        orders.Should().OnlyContain(order => order.GetProperty("message").GetProperty("result").GetString() == "recorded");
        Helpdesk.Json(_many).GetProperty("concerned").GetInt64().Should().Be(1_001);
    }

    /// <summary>Section 12: without a current period one is planned, enrolled on b, 21 May, and due 14 days after it.</summary>
    [TestCase("2026-05-20", "completed 2026-05-12")]
    [TestCase("2026-05-21", "open 2026-06-04")]
    public async Task Should_show_what_held_on_a_date(string asOf, string latest) =>
        (await _desk.LatestAsync("dee", asOf)).Should().Be(latest);
}
