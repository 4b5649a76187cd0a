using System.Globalization;
using System.Text.Json;
using Enrollment.Cli.Simulate;

namespace Enrollment.Journeys.Tests.Cli.Audit;

/// <summary>
/// What held on a date, from what was known at an instant. Everybody of group g has ten days from 2 May; ann did it on 5 May, which was
/// told on 20 May, when bob had left the group.
/// </summary>
public sealed class When_an_auditor_asks
{
    private const string Rule =
        """{"messageId":"r1","occurredAt":"2026-05-01T09:00:00Z","savedBy":"admin","ruleId":"safety-rule","""
        + """ "activityId":"safety","version":1,"audience":{"kind":"groups","groupIds":"""
        + """["g"]},"hiredAfter":"2025-12-31","reason":"Fire code 7.2","requirement":"required","recurrence":"""
        + """{"kind":"oneTime"},"due":{"kind":"within","days":10}}""";

    private Pipeline _pipeline = null!;
    private Enrollctl _enrollctl = null!;
    private string _beforeItWasTold = null!;

    [OneTimeSetUp]
    public async Task Live()
    {
        _pipeline = await Pipeline.Start(new ScenarioOrganization("UTC", new TimeOnly(2, 0)));
        _enrollctl = new Enrollctl(_pipeline.Postgres, _pipeline.RabbitMq);
        await _pipeline.Deliver(At(1), "AutoEnrollmentRuleSaved", Rule);
        await Created("ann", "2026-01-01");
        await Created("bob", "2026-02-01");
        await Created("eve", null);
        await _pipeline.RunNight(new(2026, 5, 2));
        await _pipeline.RunNight(new(2026, 5, 19));
        await using (var session = _pipeline.Worker.Store.QuerySession())
            _beforeItWasTold = (await session.QueryAsync<DateTimeOffset>("select clock_timestamp()"))[0]
                .ToString("O", CultureInfo.InvariantCulture);
        await _pipeline.Deliver(
            At(20),
            "ActivityCompleted",
            """{"messageId":"late","occurredAt":"2026-05-20T09:00:00Z","userId":"ann","activityId":"safety","completedOn":"2026-05-05"}"""
        );
        await _pipeline.Deliver(
            At(20),
            "GroupMembershipChanged",
            """{"messageId":"bob-left","occurredAt":"2026-05-20T09:00:00Z","userId":"bob","left":["g"],"origin":"integration"}"""
        );
        await _pipeline.RunNight(new(2026, 5, 21));
    }

    [OneTimeTearDown]
    public async Task Stop() => await _pipeline.DisposeAsync();

    [Test]
    public async Task Should_show_what_held_on_a_date_from_what_was_known_at_an_instant()
    {
        (await StatusOf("ann", "2026-05-13", _beforeItWasTold)).Should().Be("overdue");
        (await StatusOf("ann", "2026-05-13")).Should().Be("completed");
        (await StatusOf("ann", "2026-05-04")).Should().Be("open");
        (await StatusOf("bob", "2026-05-19")).Should().Be("overdue");
        (await StatusOf("bob", "2026-05-21")).Should().Be("withdrawn");
    }

    [Test]
    public async Task Should_show_overdue_from_the_day_and_not_from_the_run_that_recorded_it()
    {
        (await StatusOf("bob", "2026-05-12")).Should().Be("open");
        (await StatusOf("bob", "2026-05-13")).Should().Be("overdue");
    }

    [Test]
    public async Task Should_show_nothing_before_the_first_night()
    {
        Json(await _enrollctl.Run("show", "ann", "--as-of", "2026-05-01", "--json")).GetArrayLength().Should().Be(0);
        (await _enrollctl.Run("show", "ann", "safety", "--as-of", "2026-05-01"))
            .Output.Should()
            .Contain("ann was not enrolled in safety on 2026-05-01");
    }

    [Test]
    public async Task Should_show_the_periods_to_people()
    {
        var ran = await _enrollctl.Run("show", "ann", "safety", "--as-of", "2026-05-13", "--known-at", _beforeItWasTold);

        ran.ExitCode.Should().Be(0, ran.Error);
        ran.Output.Should()
            .Contain("safety of ann on 2026-05-13, as recorded up to")
            .And.Contain("overdue since 2026-05-13")
            .And.Contain("matching: rule safety-rule version 1, for members of g");
    }

    [Test]
    public async Task Should_list_everybody_at_both_times()
    {
        (await Who("--as-of", "2026-05-13")).Should().Equal("ann completed", "bob overdue");
        (await Who("--as-of", "2026-05-13", "--known-at", _beforeItWasTold)).Should().Equal("ann overdue", "bob overdue");
        (await Who("--as-of", "2026-05-13", "--status", "overdue")).Should().Equal("bob overdue");
    }

    [Test]
    public async Task Should_take_members_of_the_group_on_that_date()
    {
        (await Who("--as-of", "2026-05-19", "--group", "g")).Should().Equal("ann completed", "bob overdue");
        (await Who("--as-of", "2026-05-21", "--group", "g")).Should().Equal("ann completed");
        (await Who("--as-of", "2026-05-21", "--group", "h")).Should().BeEmpty();
    }

    [Test]
    public async Task Should_print_csv()
    {
        var ran = await _enrollctl.Run("who", "--activity", "safety", "--as-of", "2026-05-13", "--csv");

        ran.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.TrimEnd())
            .Should()
            .Equal(
                "activityId,userId,status,requirement,enrolledOn,due,countsFrom,completedOn,overdueSince,ruleId,ruleVersion",
                "safety,ann,completed,required,2026-05-02,2026-05-12,2026-05-02,2026-05-05,,safety-rule,1",
                "safety,bob,overdue,required,2026-05-02,2026-05-12,2026-05-02,,2026-05-13,safety-rule,1"
            );
    }

    [Test]
    public async Task Should_explain_why_this_person_with_this_date_and_since_when()
    {
        var ran = await _enrollctl.Run("explain", "bob", "safety", "--as-of", "2026-05-14");

        ran.ExitCode.Should().Be(0, ran.Error);
        ran.Output.Should()
            .Contain("bob in safety on 2026-05-14: overdue")
            .And.Contain("enrolled by rule safety-rule version 1, for members of g: Fire code 7.2")
            .And.Contain("terms: required, once, due 10 days after the eligibility date")
            .And.Contain("due 2026-05-12: computed from the eligibility date 2026-05-02")
            .And.Contain("by the night of 2026-05-02")
            .And.Contain("overdue since 2026-05-13");
    }

    [Test]
    public async Task Should_explain_why_not_condition_by_condition()
    {
        (await Conditions("eve", "2026-05-14"))
            .Should()
            .Equal(
                "enrollsAnybody True it has an audience",
                "active True active, because no message says otherwise",
                "inAudience True joined g on 2026-05-01 (message eve)",
                "hiredLater  hire date unknown"
            );
        (await Conditions("bob", "2026-05-20"))
            .Should()
            .Contain("inAudience False left g on 2026-05-20 (message bob-left)")
            .And.Contain("hiredLater True hired on 2026-02-01");
        (await Conditions("nobody", "2026-05-14"))
            .Should()
            .Contain("active False not created yet")
            .And.Contain("inAudience False never joined g");
        (await _enrollctl.Run("explain", "eve", "safety", "--as-of", "2026-05-14"))
            .Output.Should()
            .Contain("eve in safety on 2026-05-14: not enrolled")
            .And.Contain("undecided: the hire date is unknown")
            .And.Contain("hired after 2025-12-31");
    }

    [Test]
    public async Task Should_explain_what_the_next_night_will_do()
    {
        var rule = Json(await _enrollctl.Run("explain", "bob", "safety", "--as-of", "2026-05-20", "--json")).GetProperty("rules")[0];

        rule.GetProperty("verdict").GetString().Should().Be("notInAudience");
        rule.GetProperty("note")
            .GetString()
            .Should()
            .Be(
                "version 1 matched when the rules were last evaluated for this enrollment, on 2026-05-02; "
                    + "the next night takes the change into account"
            );
    }

    [Test]
    public async Task Should_know_no_rule_before_it_was_saved() =>
        (await _enrollctl.Run("explain", "ann", "safety", "--as-of", "2026-04-30"))
            .Output.Should()
            .Contain("not enrolled")
            .And.Contain("No rule is about this activity");

    [Test]
    public async Task Should_tell_the_learners_own_facts_in_order_with_the_enrollments_events()
    {
        var kinds = Json(await _enrollctl.Run("history", "bob", "--json"))
            .EnumerateArray()
            .Select(entry => entry.GetProperty("kind").GetString());
        kinds
            .Should()
            .Equal(
                "LearnerCreated",
                "SourcesJudged",
                "PeriodPlanned",
                "PeriodBecameOverdue",
                "MembershipChanged",
                "SourcesJudged",
                "PeriodWithdrawn"
            );

        var told = (await _enrollctl.Run("history", "bob", "safety", "--with-learner")).Output;
        told.Should()
            .Contain("Created, hired 2026-02-01, member of g")
            .And.Contain("Left g")
            .And.Contain("takes effect with the next night")
            .And.Contain("by the message bob-left")
            .And.Contain("Withdrawn: no rule calls for it any more");
        (await _enrollctl.Run("history", "bob", "safety")).Output.Should().NotContain("Left g");
    }

    [Test]
    public async Task Should_tell_when_a_completion_happened_and_when_it_was_told()
    {
        var completed = Json(await _enrollctl.Run("history", "ann", "safety", "--json"))
            .EnumerateArray()
            .Single(entry => entry.GetProperty("kind").GetString() == "PeriodCompleted");
        completed.GetProperty("effectiveOn").GetString().Should().Be("2026-05-05");
        completed.GetProperty("messageId").GetString().Should().Be("late");
        completed.GetProperty("ruleId").GetString().Should().Be("safety-rule");
        (await _enrollctl.Run("history", "ann", "safety"))
            .Output.Should()
            .Contain("received on 2026-05-20; it counts from the day of the completion");
    }

    [Test]
    public async Task Should_tell_the_facts_of_somebody_who_was_never_enrolled()
    {
        (await _enrollctl.Run("history", "eve")).Output.Should().Contain("Created, hire date unknown, member of g");
        var ran = await _enrollctl.Run("history", "eve", "safety");
        ran.ExitCode.Should().Be(1);
        ran.Error.Should().Contain("eve was never enrolled in safety. For the reason: enrollctl explain eve safety");
        (await _enrollctl.Run("history", "nobody")).Error.Should().Contain("There is no data about nobody");
    }

    [Test]
    public async Task Should_say_what_is_not_an_instant()
    {
        var ran = await _enrollctl.Run("show", "ann", "--known-at", "yesterday");

        ran.ExitCode.Should().Be(2);
        ran.Error.Should().Contain("--known-at: 'yesterday' is not an instant").And.Contain("write it like");
    }

    private async Task<string?> StatusOf(string learner, string asOf, string? knownAt = null)
    {
        var found = Json(
            await _enrollctl.Run([
                "show",
                learner,
                "safety",
                "--as-of",
                asOf,
                "--json",
                .. knownAt is null ? Array.Empty<string>() : ["--known-at", knownAt],
            ])
        );
        return found[0].GetProperty("periods").EnumerateArray().Last().GetProperty("status").GetString();
    }

    private async Task<string[]> Conditions(string learner, string asOf) =>
        [
            .. Json(await _enrollctl.Run("explain", learner, "safety", "--as-of", asOf, "--json"))
                .GetProperty("rules")[0]
                .GetProperty("conditions")
                .EnumerateArray()
                .Select(condition =>
                    $"{condition.GetProperty("condition").GetString()} {condition.GetProperty("isMet")} "
                    + $"{condition.GetProperty("value").GetString()}"
                ),
        ];

    private async Task<string[]> Who(params string[] arguments)
    {
        var ran = await _enrollctl.Run(["who", "--activity", "safety", "--json", .. arguments]);
        ran.ExitCode.Should().Be(0, ran.Error);
        return
        [
            .. ran
                .Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonDocument.Parse(line).RootElement)
                .Select(row => $"{row.GetProperty("userId").GetString()} {row.GetProperty("status").GetString()}"),
        ];
    }

    private static JsonElement Json(CommandResult ran)
    {
        ran.ExitCode.Should().Be(0, ran.Error);
        return JsonDocument.Parse(ran.Output).RootElement;
    }

    private Task Created(string user, string? hired)
    {
        var hiredOn = hired is null ? "" : $"\"hiredOn\":\"{hired}\",";
        return _pipeline.Deliver(
            At(1),
            "UserCreated",
            $$"""
            {"messageId":"{{user}}","occurredAt":"2026-05-01T10:00:00Z","userId":"{{user}}",{{hiredOn}}
             "groups":["g"],"origin":"integration"}
            """
        );
    }

    private static DateTimeOffset At(int day) => new(2026, 5, day, 10, 0, 0, TimeSpan.Zero);
}
