using System.Globalization;
using System.Text.Json;
using Enrollment.Cli.Simulate;
using Enrollment.Storage.Clock;

namespace Enrollment.Journeys.Tests.Cli.Decisions;

/// <summary>
/// Members of group g have ten days for safety, from 2 May 2026. People decide about them with the commands, on a worker whose clock the
/// test sets.
/// </summary>
internal sealed class Helpdesk : IAsyncDisposable
{
    private const string Rule =
        """{"messageId":"r1","occurredAt":"2026-05-01T09:00:00Z","savedBy":"admin","ruleId":"safety-rule","activityId":"safety","""
        + """ "version":1,"audience":{"kind":"groups","groupIds":["g"]},"requirement":"required","""
        + """ "recurrence":{"kind":"oneTime"},"due":{"kind":"within","days":10}}""";

    private readonly Pipeline _pipeline;
    private int _sent;

    private Helpdesk(Pipeline pipeline) => _pipeline = pipeline;

    /// <summary>The first night has enrolled the learners.</summary>
    public static async Task<Helpdesk> OpenAsync(params string[] learners)
    {
        var desk = new Helpdesk(await Pipeline.Start(new ScenarioOrganization("UTC", new TimeOnly(2, 0), MinimumDaysToComplete: 7)));
        await desk.DeliverAsync("2026-05-01T09:00:00Z", "AutoEnrollmentRuleSaved", Rule);
        foreach (var learner in learners)
            await desk._pipeline.Publish(
                "UserCreated",
                $$"""{"messageId":"{{learner}}","occurredAt":"2026-05-01T09:00:00Z","userId":"{{learner}}","""
                    + """ "groups":["g"],"origin":"integration"}"""
            );
        await desk._pipeline.HasHandled(desk._sent += learners.Length);
        await desk.NightAsync(new(2026, 5, 2));
        return desk;
    }

    public async Task DeliverAsync(string at, string type, string json)
    {
        await _pipeline.Deliver(At(at), type, json);
        await _pipeline.HasHandled(++_sent);
    }

    public Task CompleteAsync(string learner, string on) =>
        DeliverAsync(
            $"{on}T09:00:00Z",
            "ActivityCompleted",
            $$"""{"occurredAt":"{{on}}T09:00:00Z","userId":"{{learner}}","activityId":"safety","completedOn":"{{on}}"}"""
        );

    public Task NightAsync(DateOnly date) => _pipeline.RunNight(date);

    /// <summary>Gives a command at an instant.</summary>
    /// <param name="at">The organization's time.</param>
    /// <param name="line">The arguments; those with blanks are in double quotes.</param>
    public async Task<CommandResult> RunAsync(string at, string line)
    {
        _pipeline.Time.Set(At(at));
        return await RunOnlyAsync(at, line);
    }

    /// <summary>As <see cref="RunAsync"/>, while the worker's clock stays where it is.</summary>
    public async Task<CommandResult> RunOnlyAsync(string at, string line)
    {
        await ClockSetting.SetAsync(_pipeline.Worker.Store, At(at), running: false);
        var arguments = line.Split('"')
            .SelectMany((part, index) => index % 2 == 1 ? [part] : part.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return await new Enrollctl(_pipeline.Postgres, _pipeline.RabbitMq, onDemonstrationClock: true).Run([.. arguments]);
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var source = Npgsql.NpgsqlDataSource.Create(_pipeline.Postgres);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>A command whose fact the worker handles.</summary>
    public async Task<CommandResult> DecideAsync(string at, string line)
    {
        var ran = await RunAsync(at, line);
        await _pipeline.HasHandled(++_sent);
        return ran;
    }

    /// <summary>The latest period on a date, as <c>enrollctl show</c> gives it.</summary>
    public async Task<string> LatestAsync(string learner, string asOf)
    {
        var shown = await RunAsync($"{asOf}T12:00:00Z", $"show {learner} safety --as-of {asOf} --json");
        shown.ExitCode.Should().Be(0, shown.Error);
        var period = Json(shown)[0].GetProperty("periods").EnumerateArray().Last();
        return $"{period.GetProperty("status").GetString()} {period.GetProperty("due").GetString()}";
    }

    public static JsonElement Json(CommandResult ran) => JsonDocument.Parse(ran.Output).RootElement;

    public ValueTask DisposeAsync() => _pipeline.DisposeAsync();

    private static DateTimeOffset At(string instant) => DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture);
}
