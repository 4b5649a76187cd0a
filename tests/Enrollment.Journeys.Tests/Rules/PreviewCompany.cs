using System.Text.Json;
using System.Text.Json.Nodes;
using Enrollment.Contracts;
using Enrollment.Domain.Enrollments;
using Enrollment.Intake.Facts;
using Enrollment.Intake.Mapping;
using Enrollment.Processing.Preview;
using Enrollment.Storage;
using Marten;

namespace Enrollment.Journeys.Tests.Rules;

/// <summary>Some tens of people in all situations a rule can meet, and the rule about them that is previewed and then saved.</summary>
internal sealed class PreviewCompany(Pipeline pipeline)
{
    public const string Activity = "safety";

    private static readonly EnrollmentOptions Settings = new() { MinimumDaysToComplete = 0, ShortAbsenceDays = 0 };

    private int _messages;

    public DateOnly Today { get; private set; } = new(2026, 3, 2);

    public DateOnly Night => Today.AddDays(1);

    /// <summary>
    /// In groups or none, active or not, hired early, late or at an unknown date; some enrolled by another rule, some of those done.
    /// </summary>
    public async Task Settle()
    {
        await Say("AutoEnrollmentRuleSaved", Rule("other-rule", 1, $$$"""{"kind":"groups","groupIds":["other"]}""", "within", 400));
        for (var i = 0; i < 32; i++)
        {
            var groups = string.Join(
                ',',
                new[]
                {
                    (i & 1) != 0 ? "\"sales\"" : null,
                    (i & 2) != 0 ? "\"plant\"" : null,
                    (i & 4) != 0 ? "\"other\"" : null,
                }.OfType<string>()
            );
            var hired = (i / 8) switch
            {
                0 => "\"hiredOn\":\"2025-01-31\",",
                1 => "\"hiredOn\":\"2026-01-31\",",
                _ => "",
            };
            var active = i is 3 or 13 or 31 ? "false" : "true";
            await Say(
                "UserCreated",
                $$$"""{"userId":"p{{{i:00}}}","origin":"integration",{{{hired}}}"active":{{{active}}},"groups":[{{{groups}}}]}"""
            );
        }

        await Run();
        foreach (var done in new[] { 5, 7, 12 })
            await Say(
                "ActivityCompleted",
                $$$"""{"userId":"p{{{done:00}}}","activityId":"{{{Activity}}}","completedOn":"{{{Today:yyyy-MM-dd}}}"}"""
            );
        await Run();
    }

    public static string Rule(
        string id,
        int version,
        string audience,
        string dueKind,
        int days,
        string requirement = "required",
        string more = "",
        string recurrence = """{"kind":"oneTime"}"""
    ) =>
        $$$"""
            {"savedBy":"admin","ruleId":"{{{id}}}","activityId":"{{{Activity}}}","version":{{{version}}},
             "audience":{{{audience}}},"requirement":"{{{requirement}}}","recurrence":{{{recurrence}}},"due":{{{(
                dueKind == "eachYearOn" ? """{"kind":"eachYearOn","monthDay":"10-01"}""" : $$"""{"kind":"within","days":{{days}}}"""
            )}}}{{{more}}}}
            """;

    public Task Say(string type, string json)
    {
        var at = At();
        return pipeline.Deliver(at, type, Stamped(json, at));
    }

    /// <summary>The night of the next day.</summary>
    public async Task Run()
    {
        await pipeline.RunNight(Night);
        Today = Night;
    }

    /// <summary>As enrollctl does; the very save is returned to be published afterwards.</summary>
    public async Task<(RulePreview Preview, Func<Task> Save)> Preview(string rule)
    {
        var at = At();
        var json = Stamped(rule, at);
        var read = FactParser.Read(nameof(AutoEnrollmentRuleSaved), JsonDocument.Parse(json).RootElement, at, pipeline.Calendar.Zone);
        var saved = ((AutoEnrollmentRuleSaved)read.Fact!).ToDomain();
        var preview = await RulePreview.Of(pipeline.Worker.Store, pipeline.Calendar, Settings, saved, Night, 1000, (_, _) => { }, default);
        return (preview, () => pipeline.Deliver(at, "AutoEnrollmentRuleSaved", json));
    }

    /// <summary>The largest event number so far.</summary>
    public async Task<long> LastEvent()
    {
        await using var session = pipeline.Worker.Store.QuerySession();
        return (await session.QueryAsync<long>("select coalesce(max(seq_id), 0) from enrollment.mt_events"))[0];
    }

    /// <summary>What the events recorded since say happened to periods, by activity and learner.</summary>
    public async Task<ILookup<(string Activity, string Learner), PeriodEvent>> Happened(long since)
    {
        await using var session = pipeline.Worker.Store.QuerySession();
        var events = await session
            .Events.QueryAllRawEvents()
            .Where(e => e.Sequence > since && e.StreamKey!.StartsWith("enrollment/"))
            .OrderBy(e => e.Sequence)
            .ToListAsync();
        return events
            .Where(e => e.Data is PeriodEvent)
            .ToLookup(e => (e.StreamKey!.Split('/')[1], e.StreamKey!.Split('/')[2]), e => (PeriodEvent)e.Data);
    }

    private DateTimeOffset At() => pipeline.Calendar.NightlyInstant(Today).AddHours(6).AddSeconds(_messages++);

    private string Stamped(string json, DateTimeOffset at)
    {
        var body = JsonNode.Parse(json)!.AsObject();
        body["messageId"] = $"m{_messages:0000}";
        body["occurredAt"] = at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", null);
        return body.ToJsonString();
    }
}
