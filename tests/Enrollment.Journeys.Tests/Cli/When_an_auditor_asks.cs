using System.Globalization;
using System.Text.Json;
using Enrollment.Cli.Simulate;
using FluentAssertions;

namespace Enrollment.Journeys.Tests.Cli;

/// <summary>
/// What held on a date, from what was known at an instant. Everybody of group g has ten days from 2 May; ann did it on 5 May, which was told on 20 May, when bob had left the group.
/// </summary>
public sealed class When_an_auditor_asks
{
    private const string Rule =
        """{"messageId":"r1","occurredAt":"2026-05-01T09:00:00Z","savedBy":"admin","ruleId":"safety-rule","activityId":"safety","version":1,"audience":{"kind":"groups","groupIds":["g"]},"hiredAfter":"2025-12-31","reason":"Fire code 7.2","requirement":"required","recurrence":{"kind":"oneTime"},"due":{"kind":"within","days":10}}""";

    private Pipeline pipeline = null!;
    private Enrollctl enrollctl = null!;
    private string beforeItWasTold = null!;

    [OneTimeSetUp]
    public async Task Live()
    {
        pipeline = await Pipeline.Start(new ScenarioOrganization("UTC", new TimeOnly(2, 0)));
        enrollctl = new Enrollctl(pipeline.Postgres, pipeline.RabbitMq);
        await pipeline.Deliver(At(1), "AutoEnrollmentRuleSaved", Rule);
        await Created("ann", "2026-01-01");
        await Created("bob", "2026-02-01");
        await Created("eve", null);
        await pipeline.RunNight(new(2026, 5, 2));
        await pipeline.RunNight(new(2026, 5, 19));
        await using (var session = pipeline.Worker.Store.QuerySession())
            beforeItWasTold = (await session.QueryAsync<DateTimeOffset>("select clock_timestamp()"))[0].ToString("O", CultureInfo.InvariantCulture);
        await pipeline.Deliver(At(20), "ActivityCompleted", """{"messageId":"late","occurredAt":"2026-05-20T09:00:00Z","userId":"ann","activityId":"safety","completedOn":"2026-05-05"}""");
        await pipeline.Deliver(At(20), "GroupMembershipChanged", """{"messageId":"bob-left","occurredAt":"2026-05-20T09:00:00Z","userId":"bob","left":["g"],"origin":"integration"}""");
        await pipeline.RunNight(new(2026, 5, 21));
    }

    [OneTimeTearDown]
    public async Task Stop() => await pipeline.DisposeAsync();

    [Test]
    public async Task Should_show_what_held_on_a_date_from_what_was_known_at_an_instant()
    {
        (await StatusOf("ann", "2026-05-13", beforeItWasTold)).Should().Be("overdue");
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
        Json(await enrollctl.Run("show", "ann", "--as-of", "2026-05-01", "--json")).GetArrayLength().Should().Be(0);
        (await enrollctl.Run("show", "ann", "safety", "--as-of", "2026-05-01")).Output.Should().Contain("ann was not enrolled in safety on 2026-05-01");
    }

    [Test]
    public async Task Should_show_the_periods_to_people()
    {
        var ran = await enrollctl.Run("show", "ann", "safety", "--as-of", "2026-05-13", "--known-at", beforeItWasTold);

        ran.ExitCode.Should().Be(0, ran.Error);
        ran.Output.Should().Contain("safety of ann on 2026-05-13, from what was known at").And.Contain("overdue since 2026-05-13")
            .And.Contain("matching: safety-rule v1 (member of g)");
    }

    [Test]
    public async Task Should_list_everybody_at_both_times()
    {
        (await Who("--as-of", "2026-05-13")).Should().Equal("ann completed", "bob overdue");
        (await Who("--as-of", "2026-05-13", "--known-at", beforeItWasTold)).Should().Equal("ann overdue", "bob overdue");
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
        var ran = await enrollctl.Run("who", "--activity", "safety", "--as-of", "2026-05-13", "--csv");

        ran.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd()).Should().Equal(
            "activityId,userId,status,requirement,enrolledOn,due,countsFrom,completedOn,overdueSince,ruleId,ruleVersion",
            "safety,ann,completed,required,2026-05-02,2026-05-12,2026-05-02,2026-05-05,,safety-rule,1",
            "safety,bob,overdue,required,2026-05-02,2026-05-12,2026-05-02,,2026-05-13,safety-rule,1");
    }

    [Test]
    public async Task Should_say_what_is_not_an_instant()
    {
        var ran = await enrollctl.Run("show", "ann", "--known-at", "yesterday");

        ran.ExitCode.Should().Be(1);
        ran.Error.Should().Contain("'yesterday' is not an instant; write it like");
    }

    private async Task<string?> StatusOf(string learner, string asOf, string? knownAt = null)
    {
        var found = Json(await enrollctl.Run(["show", learner, "safety", "--as-of", asOf, "--json", .. knownAt is null ? Array.Empty<string>() : ["--known-at", knownAt]]));
        return found[0].GetProperty("periods").EnumerateArray().Last().GetProperty("status").GetString();
    }

    private async Task<string[]> Who(params string[] arguments)
    {
        var ran = await enrollctl.Run(["who", "--activity", "safety", "--json", .. arguments]);
        ran.ExitCode.Should().Be(0, ran.Error);
        return [.. ran.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)
            .Select(row => $"{row.GetProperty("userId").GetString()} {row.GetProperty("status").GetString()}")];
    }

    private static JsonElement Json(Ran ran)
    {
        ran.ExitCode.Should().Be(0, ran.Error);
        return JsonDocument.Parse(ran.Output).RootElement;
    }

    private Task Created(string user, string? hired) => pipeline.Deliver(At(1), "UserCreated",
        $$"""{"messageId":"{{user}}","occurredAt":"2026-05-01T10:00:00Z","userId":"{{user}}",{{(hired is null ? "" : $"\"hiredOn\":\"{hired}\",")}}"groups":["g"],"origin":"integration"}""");

    private static DateTimeOffset At(int day) => new(2026, 5, day, 10, 0, 0, TimeSpan.Zero);
}
