using Enrollment.Domain;
using Enrollment.Domain.Deciding;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Learners;
using Enrollment.Domain.Rules;
using Enrollment.Queries.Records;
using Enrollment.Queries.Wording.Events;
using Enrollment.Storage;
using Enrollment.Storage.Auditing;
using Enrollment.Storage.Learners;
using Enrollment.Storage.Nights;
using Enrollment.Storage.Operators;
using Enrollment.Storage.Orders;
using Enrollment.Storage.Schema;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using static Enrollment.Worker.Tests.Wording.Samples;

namespace Enrollment.Worker.Tests.Wording;

/// <summary>Every kind of stored event, in the forms that are worded differently.</summary>
internal static class EventExamples
{
    public static IEnumerable<object> Events =>
        [.. EnrollmentFacts(), .. DecisionExamples.Facts(), .. PeriodExamples.Changes(), .. LearnerFacts(), .. Others()];

    public static IEnumerable<Example> All() =>
        [
            .. Events.SelectMany(recorded => Of($"event {StoredNames.Events[recorded.GetType()]}", recorded)),
            .. Stored(),
            .. DecisionExamples.Sentences(),
            Example.Of("cause of an event", () => EventText.Cause("message-1", null, null)),
            Example.Of("cause of an event", () => EventText.Cause(null, Day, null)),
            Example.Of("cause of an event", () => EventText.Cause(null, Day, 2)),
            Example.Of("cause of an event", () => EventText.Cause("message-1", null, 2)),
            Example.Of("cause of an event", () => EventText.Cause(null, null, null)),
        ];

    private static IEnumerable<Example> Of(string subject, object recorded) =>
        recorded switch
        {
            PeriodEvent change =>
            [
                Example.Of(subject, () => PeriodEventText.What(change)),
                Example.Of(subject, () => EventText.Why(change)),
                Example.Of(subject, () => RecordedEventText.Of(change, Calendar)),
            ],
            EnrollmentEvent fact =>
            [
                Example.Of(subject, () => EventText.What(fact)),
                Example.Of(subject, () => EventText.Why(fact)),
                Example.Of(subject, () => RecordedEventText.Of(fact, Calendar)),
            ],
            LearnerFact fact =>
            [
                Example.Of(subject, () => LearnerFactText.What(fact, Calendar)),
                Example.Of(subject, () => LearnerFactText.Why(fact, Calendar)),
                Example.Of(subject, () => RecordedEventText.Of(fact, Calendar)),
            ],
            OrderRecorded order =>
            [
                Example.Of(subject, () => OrderText.Audience(order.Audience)),
                Example.Of(subject, () => OrderText.Due(order.Due)),
                Example.Of(subject, () => RecordedEventText.Of(order, Calendar)),
            ],
            _ => [Example.Of(subject, () => RecordedEventText.Of(recorded, Calendar))],
        };

    private static IEnumerable<Example> Stored()
    {
        using var services = new ServiceCollection()
            .AddLogging()
            .AddStorage(new EnrollmentOptions { Postgres = "Host=nowhere.invalid" })
            .BuildServiceProvider();
        var contents = new EventContents(services.GetRequiredService<IDocumentStore>().Options);
        const string Data = """{"stamp":{"occurredAt":"2026-05-02T02:00:00Z","messageId":"message-1"}}""";
        var known = new RecordedEvent(7, "learner/u0042", 2, "learner_deactivated", Instant, null, null, Data);
        var unknown = known with { Type = "learner_moved" };
        return
        [
            Example.Of("event as stored", () => RecordedEventText.Of(known, contents, Calendar)),
            Example.Of("event as stored", () => RecordedEventText.Of(unknown, contents, Calendar)),
            Example.Of("event as stored", () => RecordedEventText.Unknown("learner_moved")),
        ];
    }

    private static IEnumerable<object> EnrollmentFacts() =>
        [
            Evaluated(SafetyMatch),
            Evaluated(SafetyMatch, SafetyMatch with { RuleId = new("fire-rule"), Version = 3, Groups = null }),
            Evaluated(),
            Evaluated() with
            {
                Active = false,
            },
            Evaluated(SafetyMatch) with
            {
                InRun = false,
                Cause = Cause.Message("message-1"),
                On = Later,
            },
            Completed(Day, "counted for the period of 2026-05-02, due 2026-05-12"),
            Completed(Later, "recorded; no period was current"),
            new SemanticsAdopted
            {
                Cause = Cause.RunOf(Day) with { Semantics = 2 },
                On = Day,
                RolledOverTo = Day.AddDays(-1),
                Version = 2,
                MinimumDaysToComplete = 7,
            },
        ];

    private static CompletionRecorded Completed(DateOnly handledOn, string outcome) =>
        new()
        {
            Cause = Cause.Message("message-1"),
            CompletedOn = Day,
            HandledOn = handledOn,
            Outcome = outcome,
        };

    private static IEnumerable<LearnerFact> LearnerFacts() =>
        [
            new LearnerCreated(Stamp("message-1"), Day, Active: true, [Warehouse, Drivers], AtOnce: true),
            new LearnerCreated(Stamp("message-1"), HiredOn: null, Active: false, [], AtOnce: false),
            new LearnerUpdated(Stamp("message-1"), HireDateGiven: true, Day),
            new LearnerUpdated(Stamp("message-1"), HireDateGiven: true, HiredOn: null),
            new LearnerUpdated(Stamp("message-1"), HireDateGiven: false, HiredOn: null),
            new LearnerDeactivated(Stamp("message-1")),
            new LearnerReactivated(Stamp("message-1")),
            new MembershipChanged(Stamp("message-1"), [Warehouse], [], AtOnce: true),
            new MembershipChanged(Stamp("message-1"), [], [Drivers], AtOnce: false),
            new MembershipChanged(Stamp("message-1"), [Warehouse], [Drivers], AtOnce: false),
            new LearnerCreated(LaterStamp, Day, Active: null, [Warehouse], AtOnce: true),
            new LearnerDeactivated(LaterStamp),
            new LearnerReactivated(LaterStamp),
            new MembershipChanged(LaterStamp, [Warehouse], [], AtOnce: true),
            new MembershipChanged(LaterStamp, [], [Drivers], AtOnce: false),
            new MembershipChanged(LaterStamp, [Warehouse], [Drivers], AtOnce: false),
        ];

    private static IEnumerable<object> Others() =>
        [
            new RuleSaved(Stamp("message-1"), SafetyRule, "ann"),
            new RuleSaved(Stamp("message-1"), SafetyRule with { Audience = new Audience.None(), Version = 2 }, SavedBy: null),
            .. Orders(),
            new RuleSaved(Stamp("message-1"), RuleExamples.FullRule, "ann"),
            new NightStarted(Day, Instant, Instant),
            new NightFinished(Day, Instant, Instant, new SegmentCounts(20, 1, 18, 1), new SegmentCounts(1200, 1200, 0, 0)),
            new LearnerForgotten("ann", "request 17", HadIdentity: true, ErasedMessages: 2),
            new OperatorActed(Instant, "ann@host", "nightly run --catch-up", "the holidays"),
            new OperatorActed(Instant, "ann@host", "models rebuild", Reason: null),
        ];

    private static IEnumerable<OrderRecorded> Orders()
    {
        var company = new OrderAudience.EntireCompany();
        var order = new RetrainingOrder(
            new("o-3"),
            new("safety"),
            company,
            new Due.Within(14),
            "accident in the lab",
            "safety officer",
            "message-1"
        );
        yield return OrderRecorded.Of(order, Instant);
        yield return OrderRecorded.Of(
            order with
            {
                Audience = new OrderAudience.Groups([Warehouse, Drivers]),
                Due = new Due.On(DueDay),
            },
            Instant
        );
        yield return OrderRecorded.Of(
            order with
            {
                Audience = new OrderAudience.Learners(new HashSet<LearnerId> { new("u0042") }),
            },
            Instant
        );
    }
}
