using System.Globalization;
using Enrollment.Cli.Simulate;
using Enrollment.Domain;
using Enrollment.Domain.Deciding;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Learners;
using Enrollment.Domain.Rules;
using Enrollment.Storage.Access;
using Enrollment.Storage.Enrollments;
using Enrollment.Storage.Rules;
using Marten;

namespace Enrollment.Journeys.Tests.Decisions;

/// <summary>
/// Everybody of group g has ten days from 2 May 2026. Then people decide: ann is exempted, the due date of bob is extended, a completion of
/// cy is revoked, dee has to do it again. Nobody decides about eve, who is reminded. fay is exempted before she joins. gus is a contractor
/// whose hire date is to come. The core decides, and the events are stored as a worker stores them.
/// </summary>
internal sealed class DecidedStory : IAsyncDisposable
{
    private const string Activity = "safety";

    private const string Rule =
        """{"messageId":"r1","occurredAt":"2026-05-01T09:00:00Z","savedBy":"admin","ruleId":"safety-rule","""
        + """ "activityId":"safety","version":1,"audience":{"kind":"groups","groupIds":["g"]},"reason":"Fire code 7.2","""
        + """ "requirement":"required","recurrence":{"kind":"oneTime"},"due":{"kind":"within","days":10},"""
        + """ "reminders":{"daysBeforeDue":[3],"overdueEveryDays":7}}""";

    private const string Later =
        """{"messageId":"r2","occurredAt":"2026-05-01T09:00:00Z","ruleId":"first-aid-rule","activityId":"first-aid","version":1,"""
        + """ "audience":{"kind":"entireCompany","exceptGroupIds":["contractors"]},"requirement":"required","""
        + """ "recurrence":{"kind":"oneTime"},"due":{"kind":"within","days":30,"from":"hireDate"},"""
        + """ "activeFrom":"2026-06-01","activeUntil":"2026-12-31","whenOver":"withdraw","notBeforeHireDate":true}""";

    private DecidedStory(Pipeline pipeline) => Pipeline = pipeline;

    public Pipeline Pipeline { get; }

    /// <summary>The database's time before cy's completion was revoked and bob's due date extended.</summary>
    public string BeforeTheDecisions { get; private set; } = "";

    public static async Task<DecidedStory> StartAsync() =>
        new(await Pipeline.Start(new ScenarioOrganization("UTC", new TimeOnly(2, 0), MinimumDaysToComplete: 7)));

    public async Task PlayAsync()
    {
        await Pipeline.Deliver(At(1), "AutoEnrollmentRuleSaved", Rule);
        await Pipeline.Deliver(At(1), "AutoEnrollmentRuleSaved", Later);
        foreach (var learner in new[] { "ann", "bob", "cy", "dee", "eve" })
            await CreateAsync(learner, """ "groups":["g"] """);
        await CreateAsync("gus", """ "groups":["contractors"],"hiredOn":"2026-07-01" """);
        await Pipeline.RunNight(new(2026, 5, 2));
        await CompleteAsync("cy", 4);
        await DecideAsync("ann", new GrantExemption(new("x-17"), new(2026, 5, 5), new(2026, 8, 31), Said(5, "hr", "parental leave")));
        await CompleteAsync("dee", 6);
        await DecideAsync("fay", new GrantExemption(new("x-18"), new(2026, 5, 8), null, Said(8, "hr", "secondment")));
        await DecideAsync("eve", new RollOver(new(2026, 5, 9), Cause.RunOf(new(2026, 5, 9))));
        await Pipeline.RunNight(new(2026, 5, 13));
        BeforeTheDecisions = await NowAsync();
        await DecideAsync("bob", new ExtendDueDate(new(2026, 6, 30), Said(14, "manager", "illness")));
        await DecideAsync("eve", new RollOver(new(2026, 5, 19), Cause.RunOf(new(2026, 5, 19))));
        await DecideAsync("cy", new RevokeCompletion(new(2026, 5, 4), Said(20, "lms", "entered by mistake")));
        await RetrainAsync("dee", new(2026, 6, 2));
    }

    public ValueTask DisposeAsync() => Pipeline.DisposeAsync();

    private Task DecideAsync(string learner, EnrollmentCommand command) =>
        Pipeline.Worker.Store.DecideAsync(new EnrollmentKey(new ActivityId(Activity), new LearnerId(learner)), command);

    /// <summary>The batch of a night that carries out an order for everybody.</summary>
    private async Task RetrainAsync(string learner, DateOnly night)
    {
        await using var session = Pipeline.Worker.Store.QuerySession();
        var facts = await session.Events.FetchStreamAsync(StreamKeys.Of(new LearnerId(learner)));
        var rules = await session.Query<RuleDocument>().ToListAsync();
        var order = new RetrainingOrder(
            new OrderId("o-3"),
            new ActivityId(Activity),
            new OrderAudience.EntireCompany(),
            new Due.Within(14),
            "accident in the lab",
            "safety officer",
            "order-1"
        );
        var evaluation = new EvaluateRules(
            order.ActivityId,
            Learner.From(new LearnerId(learner), facts.Select(fact => (LearnerFact)fact.Data), DateTimeOffset.MaxValue),
            [.. rules.Select(rule => rule.Saved.Rule)],
            Pipeline.Calendar,
            StepContext.OfRun(night, Pipeline.Calendar.NightlyInstant(night), minimumDays: 7)
        );
        await DecideAsync(learner, evaluation with { Orders = [order] });
    }

    private async Task<string> NowAsync()
    {
        await using var session = Pipeline.Worker.Store.QuerySession();
        return (await session.QueryAsync<DateTimeOffset>("select clock_timestamp()"))[0].ToString("O", CultureInfo.InvariantCulture);
    }

    private Task CreateAsync(string learner, string facts) =>
        Pipeline.Deliver(
            At(1),
            "UserCreated",
            $$"""
            {"messageId":"{{learner}}","occurredAt":"2026-05-01T10:00:00Z","userId":"{{learner}}",{{facts}},"origin":"integration"}
            """
        );

    private Task CompleteAsync(string learner, int day) =>
        Pipeline.Deliver(
            At(day),
            "ActivityCompleted",
            $$"""
            {"messageId":"done-{{learner}}","occurredAt":"2026-05-0{{day}}T10:00:00Z","userId":"{{learner}}","activityId":"safety",
             "completedOn":"2026-05-0{{day}}"}
            """
        );

    private static DecisionContext Said(int day, string decidedBy, string reason) =>
        new(At(day), new(2026, 5, day), At(day), Cause.Message($"{decidedBy}-{day}"), reason, decidedBy)
        {
            RolledOverTo = new(2026, 5, day),
            MinimumDaysToComplete = 7,
        };

    private static DateTimeOffset At(int day) => new(2026, 5, day, 10, 0, 0, TimeSpan.Zero);
}
