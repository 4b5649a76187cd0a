namespace Enrollment.Journeys.Tests.Cli.Decisions;

/// <summary>The helpdesk grants an exemption, and ends it before its last day (semantics 10).</summary>
[NonParallelizable]
public sealed class When_a_learner_is_exempted
{
    private readonly Dictionary<string, string> _lists = [];
    private Helpdesk _desk = null!;
    private CommandResult _granted = null!;
    private CommandResult _listed = null!;
    private CommandResult _revoked = null!;
    private string _id = null!;

    [OneTimeSetUp]
    public async Task Live()
    {
        _desk = await Helpdesk.OpenAsync("ann", "bob");
        _granted = await _desk.DecideAsync(
            "2026-05-05T10:00:00Z",
            "exempt grant ann safety --until 2026-08-31 --reason \"parental leave\" --json"
        );
        _id = Helpdesk.Json(_granted).GetProperty("exemptionId").GetString()!;
        await _desk.DecideAsync("2026-05-05T11:00:00Z", "exempt grant bob safety --from 2026-06-01 --reason \"works abroad\"");
        _listed = await _desk.RunAsync("2026-05-06T09:00:00Z", "exempt list");
        foreach (var options in new[] { "--activity safety", "--activity first-aid", "--ending-within 117", "--ending-within 116" })
            _lists[options] = await ListAsync(options);
        _revoked = await _desk.DecideAsync("2026-05-06T10:00:00Z", $"exempt revoke {_id} --reason \"back earlier\"");
        await _desk.NightAsync(new(2026, 5, 7));
    }

    [OneTimeTearDown]
    public async Task Stop() => await _desk.DisposeAsync();

    [Test]
    public void Should_say_what_became_of_it()
    {
        _granted.ExitCode.Should().Be(0, _granted.Error);
        var message = Helpdesk.Json(_granted).GetProperty("message");
        message.GetProperty("result").GetString().Should().Be("recorded");
        message
            .GetProperty("events")
            .EnumerateArray()
            .Select(recorded => recorded.GetProperty("kind").GetString())
            .Should()
            .Equal("ExemptionRecorded", "SourcesJudged", "PeriodExempted");
    }

    [Test]
    public void Should_list_exemptions_in_force_and_to_come() =>
        _listed
            .Output.Should()
            .MatchRegex($"{_id}[ │]+ann[ │]+safety[ │]+2026-05-05[ │]+2026-08-31[ │]+in force")
            .And.MatchRegex(@"x-[0-9a-f]{12}[ │]+bob[ │]+safety[ │]+2026-06-01[ │]+–[ │]+to come")
            .And.Contain("parental leave")
            .And.Contain("works abroad");

    /// <summary>Ann's last day, 31 August, is 117 days after 6 May. Bob's exemption has no last day.</summary>
    [TestCase("--activity safety", "ann bob")]
    [TestCase("--activity first-aid", "")]
    [TestCase("--ending-within 117", "ann")]
    [TestCase("--ending-within 116", "")]
    public void Should_list_those_that_are_asked_for(string options, string learners) => _lists[options].Should().Be(learners);

    [Test]
    public void Should_say_which_night_ends_it()
    {
        _revoked.ExitCode.Should().Be(0, _revoked.Error);
        _revoked
            .Output.Should()
            .Contain($"Exemption {_id} revoked")
            .And.Contain("No period changes by it now.")
            .And.Contain("The night of 2026-05-07 evaluates the rules for the learner again.");
    }

    /// <summary>Section 10: exempted on the day of handling; the first run without it restores the period with its due date.</summary>
    [TestCase("2026-05-04", "open 2026-05-12")]
    [TestCase("2026-05-05", "exempted 2026-05-12")]
    [TestCase("2026-05-06", "exempted 2026-05-12")]
    [TestCase("2026-05-07", "open 2026-05-12")]
    public async Task Should_show_what_held_on_a_date(string asOf, string latest) =>
        (await _desk.LatestAsync("ann", asOf)).Should().Be(latest);

    [Test]
    public async Task Should_tell_the_history_with_who_and_why() =>
        (await _desk.RunAsync("2026-05-07T12:00:00Z", "history ann safety"))
            .Output.Should()
            .Contain($"Exemption {_id} granted")
            .And.Contain("parental leave")
            .And.Contain($"Exemption {_id} revoked")
            .And.Contain("back earlier")
            .And.Contain("Restored, due 2026-05-12");

    [Test]
    public async Task Should_record_who_gave_the_commands() =>
        (await _desk.RunAsync("2026-05-07T12:00:00Z", "audit operators --json"))
            .Output.Should()
            .Contain("exempt grant ann safety --until 2026-08-31")
            .And.Contain($"exempt revoke {_id}");

    [TestCase("exempt revoke x-none --reason x", "No exemption with the id x-none is in the record. Nothing was sent.")]
    [TestCase("exempt grant anne safety --reason x", "No learner with the id anne is in the record. Nothing was sent.")]
    [TestCase(
        "exempt grant ann safty --reason x",
        "No rule names the activity safty, and nobody has an enrollment in it. Nothing was sent."
    )]
    [TestCase("exempt grant ann safety --until 2026-05-06 --reason x", "$.until: is 2026-05-06; expected no date before 2026-05-07")]
    public async Task Should_send_nothing_that_is_a_typing_error(string line, string said)
    {
        var ran = await _desk.RunAsync("2026-05-07T12:00:00Z", line);

        ran.ExitCode.Should().Be(1);
        ran.Error.Should().Contain(said).And.Contain("Nothing was sent.");
    }

    [Test]
    public async Task Should_not_revoke_it_twice()
    {
        var ran = await _desk.RunAsync("2026-05-07T12:00:00Z", $"exempt revoke {_id} --reason x");

        ran.ExitCode.Should().Be(1);
        ran.Error.Should().Contain($"The exemption {_id} is already revoked. Nothing was sent.");
    }

    [Test]
    public async Task Should_leave_the_record_proven_and_the_read_models_as_the_streams_give_them()
    {
        var verified = await _desk.RunAsync("2026-05-07T12:00:00Z", "audit verify");
        verified.Output.Should().Contain("Nothing found");
        verified.ExitCode.Should().Be(0, verified.Output);
    }

    private async Task<string> ListAsync(string options)
    {
        var listed = await _desk.RunAsync("2026-05-06T09:00:00Z", $"exempt list {options} --json");
        return string.Join(' ', Helpdesk.Json(listed).EnumerateArray().Select(one => one.GetProperty("userId").GetString()));
    }
}
