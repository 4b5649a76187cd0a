using System.Globalization;
using System.Text.Json;
using Enrollment.Cli.Simulate;
using Enrollment.Domain.Deciding;
using Enrollment.Domain.Enrollments;
using Enrollment.Storage.Access;
using Enrollment.Storage.Nights;
using Marten;

namespace Enrollment.Journeys.Tests.Nights;

/// <summary>An organization whose nights begin at 02:00 UTC, on real servers.</summary>
internal sealed class NightStory : IAsyncDisposable
{
    private readonly Pipeline _pipeline;
    private int _messages;

    private NightStory(Pipeline pipeline) => _pipeline = pipeline;

    public IDocumentStore Store => _pipeline.Worker.Store;

    public static async Task<NightStory> Start() => new(await Pipeline.Start(new ScenarioOrganization("UTC", new TimeOnly(2, 0))));

    /// <summary>Publishes a fact at the instant at which it occurred, and waits until it is dealt with.</summary>
    public Task Send(string at, string type, string members) =>
        _pipeline.Deliver(
            DateTimeOffset.Parse(at, CultureInfo.InvariantCulture),
            type,
            $$"""{"messageId":"m{{++_messages:D3}}","occurredAt":"{{at}}",{{members}}}"""
        );

    public Task Creates(string at, string learner, string group, string origin = "integration") =>
        Send(at, "UserCreated", $$""" "userId":"{{learner}}","groups":["{{group}}"],"origin":"{{origin}}" """);

    public Task Completes(string on, string learner) =>
        Send($"{on}T15:00:00Z", "ActivityCompleted", $$""" "userId":"{{learner}}","activityId":"safety","completedOn":"{{on}}" """);

    /// <summary>Required once within 30 days, unless the members say more.</summary>
    public Task Saves(string at, string audience, string more = "", int version = 1, string rule = "rule") =>
        Send(
            at,
            "AutoEnrollmentRuleSaved",
            $$""" "ruleId":"{{rule}}","activityId":"safety","version":{{version}},"audience":{{audience}},"requirement":"required","""
                + $$""" "recurrence":{"kind":"oneTime"},"due":{"kind":"within","days":30}{{more}} """
        );

    public Task<NightlyRunDocument> Night(string date) => _pipeline.RunNight(DateOnly.Parse(date, CultureInfo.InvariantCulture));

    /// <summary>The periods of a learner, in the words of the core's tests.</summary>
    public async Task<IReadOnlyList<string>> Periods(string learner) => [.. (await StateOf(learner)).Periods.Select(Words)];

    public async Task<IReadOnlyList<EnrollmentEvent>> Events(string learner)
    {
        await using var session = Store.QuerySession();
        return
        [
            .. (await session.Events.FetchStreamAsync($"enrollment/safety/{learner}")).Select(recorded => (EnrollmentEvent)recorded.Data),
        ];
    }

    public async Task<EnrollmentState> StateOf(string learner) => EnrollmentState.From(await Events(learner));

    /// <summary>The number of rows that follow "from" in a query.</summary>
    public async Task<long> Count(string rows)
    {
        await using var session = Store.QuerySession();
        return await Sql.QuerySingleAsync(session, $"select count(*) from {rows}", row => row.GetInt64(0), CancellationToken.None);
    }

    public async Task Execute(string sql)
    {
        await using var source = Npgsql.NpgsqlDataSource.Create(_pipeline.Postgres);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<string> VerifiesItself()
    {
        await using var source = Npgsql.NpgsqlDataSource.Create(_pipeline.Postgres);
        var check = new Queries.Auditing.ReadModelCheck(Store, source, _pipeline.Calendar, _pipeline.Time.GetUtcNow());
        var findings = await check.FindAsync(CancellationToken.None);
        return string.Join('\n', findings.Select(finding => $"{finding.Stream}: {finding.What}"));
    }

    public ValueTask DisposeAsync() => _pipeline.DisposeAsync();

    private static string Words(Period period) =>
        $"{period.EnrolledOn:yyyy-MM-dd} due {period.Due:yyyy-MM-dd} {JsonNamingPolicy.CamelCase.ConvertName($"{period.Status}")}";
}
