using Enrollment.Domain;
using Enrollment.Domain.Enrollments;
using Enrollment.Queries.Wording.Decisions;
using Enrollment.Queries.Wording.Events;
using static Enrollment.Worker.Tests.Wording.Samples;

namespace Enrollment.Worker.Tests.Wording;

/// <summary>What people decided about one learner, and what evaluations of the rules carry out of it.</summary>
internal static class DecisionExamples
{
    public static ExemptionRecorded Granted { get; } =
        new()
        {
            Cause = Cause.Message("message-1"),
            ExemptionId = new ExemptionId("x-17"),
            OccurredAt = Instant,
            From = Day,
            Until = Later,
            Reason = "parental leave",
            DecidedBy = "hr",
        };

    public static DueDateExtended Extension { get; } =
        new()
        {
            Cause = Cause.Message("message-1"),
            On = Day,
            RolledOverTo = Day,
            Due = Later,
            OccurredAt = Instant,
            Reason = "illness",
            DecidedBy = "manager",
        };

    public static OrderCarriedOut Order { get; } = new(new OrderId("o-3"), DueDay, "accident in the lab", "safety officer", "message-1");

    public static CompletionRecorded ByAnother { get; } =
        new()
        {
            Cause = Cause.Message("message-1"),
            CompletedOn = Day,
            HandledOn = Day,
            Outcome = "counted for the period of 2026-05-02, due 2026-05-12",
            Of = new ActivityId("first-aid"),
        };

    private static CompletionRevoked Revoked { get; } =
        new()
        {
            Cause = Cause.Message("message-1"),
            On = Later,
            RolledOverTo = Later,
            CompletedOn = Day,
            OccurredAt = Instant,
            Reason = "entered by mistake",
            DecidedBy = "lms",
            LeftOut = true,
            MinimumDaysToComplete = 0,
        };

    public static IEnumerable<EnrollmentFact> Facts() =>
        [
            Granted,
            Granted with
            {
                Until = null,
            },
            Granted with
            {
                Revoked = true,
                From = default,
                Until = null,
                Reason = "back earlier",
            },
            Extension,
            Revoked,
            Revoked with
            {
                LeftOut = false,
            },
            Revoked with
            {
                Of = ByAnother.Of,
            },
            .. Completions(),
            .. Evaluations(),
        ];

    public static IEnumerable<Example> Sentences()
    {
        const string Subject = "decision";
        var judged = Evaluated(SafetyMatch) with { Orders = [Order] };
        return
        [
            Example.Of(Subject, () => DecisionText.DecidedBy("hr", "parental leave")),
            Example.Of(Subject, () => DecisionText.Dates(Granted)),
            Example.Of(Subject, () => DecisionText.Of(Granted)),
            Example.Of(Subject, () => DecisionText.InForce(Granted)),
            Example.Of(Subject, () => DecisionText.Of(Extension)),
            Example.Of(Subject, () => DecisionText.Of(Order)),
            Example.Of(Subject, () => EvaluationText.What(judged)),
            Example.Of(Subject, () => EvaluationText.Why(judged)),
            Example.Of(Subject, () => CompletionText.What(ByAnother)),
            Example.Of(Subject, () => CompletionText.Why(ByAnother)),
            Example.Of(Subject, () => CompletionText.What(Revoked)),
        ];
    }

    private static IEnumerable<EnrollmentFact> Completions() =>
        [
            ByAnother,
            ByAnother with
            {
                Of = null,
                SentFor = Day.AddDays(1),
            },
            ByAnother with
            {
                Of = null,
                HandledOn = Later,
                OrdersFromHandling = [Order.Id],
                MinimumDaysToComplete = 7,
            },
        ];

    private static IEnumerable<EnrollmentFact> Evaluations()
    {
        var fromHireDate = SafetyMatch with { Terms = SafetyTerms with { Due = new Domain.Rules.Due.Within(10) { FromHireDate = true } } };
        return
        [
            Evaluated() with
            {
                Exempt = true,
            },
            Evaluated() with
            {
                Exempt = true,
                InRun = false,
                Cause = Cause.Message("message-1"),
            },
            Evaluated(fromHireDate) with
            {
                HiredOn = Day.AddDays(-30),
            },
            Evaluated(fromHireDate),
            Evaluated() with
            {
                Withdrawing = [SafetyRuleId],
            },
            Evaluated(SafetyMatch) with
            {
                Orders = [Order],
                ShortAbsenceDays = 7,
            },
        ];
    }
}
