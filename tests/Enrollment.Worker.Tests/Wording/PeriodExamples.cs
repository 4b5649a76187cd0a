using Enrollment.Domain.Deciding;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Rules;
using Enrollment.Queries.Wording.Periods;
using static Enrollment.Worker.Tests.Wording.Samples;

namespace Enrollment.Worker.Tests.Wording;

/// <summary>Periods in every status, and every change of a period.</summary>
internal static class PeriodExamples
{
    private static readonly Period Open = Period(PeriodStatus.Open);
    private static readonly Period Undated = Open with { Due = null, Groups = null, Reason = null };
    private static readonly Period Annual = Open with
    {
        Origin = PeriodOrigin.TakeOver,
        AnchorYear = 2026,
        DaysBeforeDue = 30,
        PausedDays = 15,
        CountsFrom = Day.AddDays(-30),
    };

    public static IEnumerable<PeriodEvent> Changes() =>
        [
            new PeriodPlanned
            {
                Period = Period(PeriodStatus.Scheduled),
                EffectiveOn = Day,
                Cause = Night,
            },
            new PeriodPlanned
            {
                Period = Open,
                EffectiveOn = Day,
                Cause = Night,
            },
            new PeriodPlanned
            {
                Period = Annual,
                EffectiveOn = Day,
                Cause = Night,
            },
            new PeriodPlanned
            {
                Period = Undated,
                EffectiveOn = Day,
                Cause = Night,
            },
            new PeriodSatisfied
            {
                Period = Period(PeriodStatus.Satisfied),
                EffectiveOn = Day,
                Cause = Night,
            },
            new PeriodOpened
            {
                Period = Open,
                EffectiveOn = Day,
                Cause = Night,
            },
            new PeriodBecameOverdue
            {
                Period = Period(PeriodStatus.Overdue),
                EffectiveOn = Day,
                Cause = Night,
            },
            new PeriodCompleted
            {
                Period = Period(PeriodStatus.Completed),
                EffectiveOn = Day,
                Cause = Night,
            },
            new PeriodCompleted
            {
                Period = Period(PeriodStatus.CompletedLate),
                EffectiveOn = Day,
                Cause = Night,
            },
            new PeriodCompleted
            {
                Period = Period(PeriodStatus.Completed) with { Due = null },
                EffectiveOn = Day,
                Cause = Night,
            },
            new PeriodMissed
            {
                Period = Period(PeriodStatus.Missed),
                EffectiveOn = Day,
                Cause = Night,
            },
            new PeriodPaused
            {
                Period = Period(PeriodStatus.Paused),
                EffectiveOn = Day,
                Cause = Night,
            },
            new PeriodResumed
            {
                Period = Open,
                EffectiveOn = Day,
                Cause = Night,
            },
            new PeriodWithdrawn
            {
                Period = Period(PeriodStatus.Withdrawn),
                EffectiveOn = Day,
                Cause = Night,
            },
            new PeriodCanceled
            {
                Period = Period(PeriodStatus.Canceled),
                EffectiveOn = Day,
                Cause = Night,
            },
            new PeriodExempted
            {
                Period = Period(PeriodStatus.Exempted),
                EffectiveOn = Day,
                Cause = Night,
            },
            new PeriodDueSoon
            {
                Period = Open,
                EffectiveOn = DueDay.AddDays(-7),
                Cause = Night,
            },
            new PeriodDueSoon
            {
                Period = Open,
                EffectiveOn = DueDay,
                Cause = Night,
            },
            new PeriodStillOverdue
            {
                Period = Period(PeriodStatus.Overdue),
                EffectiveOn = DueDay.AddDays(14),
                Cause = Night,
            },
            new PeriodPlanned
            {
                Period = Ordered,
                EffectiveOn = Day,
                Cause = Night,
            },
            new PeriodDueDateChanged
            {
                Period = Extended,
                EffectiveOn = Day,
                Cause = Cause.Message("message-1"),
                PreviousDue = DueDay,
            },
            new PeriodRestored
            {
                Period = Open,
                EffectiveOn = Day,
                Cause = Night,
            },
            new PeriodRetracted
            {
                Period = Open,
                EffectiveOn = Day,
                Cause = Night,
            },
            new PeriodRetracted
            {
                Period = Open,
                EffectiveOn = Day,
                Cause = Night with { Semantics = 2 },
            },
            new PeriodDueDateChanged
            {
                Period = Open,
                EffectiveOn = Day,
                Cause = Night,
                PreviousDue = null,
            },
            new PeriodDueDateChanged
            {
                Period = Undated,
                EffectiveOn = Day,
                Cause = Night,
                PreviousDue = DueDay,
            },
            new PeriodRequirementChanged
            {
                Period = Recommended,
                EffectiveOn = Day,
                Cause = Night,
            },
            new PeriodRevised
            {
                Period = Open,
                EffectiveOn = Day,
                Cause = Night,
            },
        ];

    public static IEnumerable<Example> All() =>
        [
            .. Enum.GetValues<PeriodStatus>().Select(status => Because(Period(status))),
            Because(Annual),
            Because(Undated),
            Because(Open with { WithoutRule = true }),
            .. Decided(),
            .. Enum.GetValues<PeriodOrigin>().Select(Origin),
            .. Parts(Open),
            .. Enrollments(),
        ];

    private static Period Ordered => Open with { Origin = PeriodOrigin.Order, OrderId = DecisionExamples.Order.Id };

    private static EnrollmentState WithExtension => EnrollmentState.Empty.Apply(DecisionExamples.Extension);

    private static Period Extended => Open with { Due = Later, ExtendedTo = Later };

    private static Cause Night => Cause.RunOf(Day);

    private static Period Recommended => Open with { Requirement = Requirement.Recommended };

    /// <summary>Periods whose dates come from decisions of people, from a hire date or from another activity.</summary>
    private static IEnumerable<Example> Decided()
    {
        var fromHireDate = Evaluated(SafetyMatch with { Terms = SafetyTerms with { Due = new Due.Within(10) { FromHireDate = true } } });
        return
        [
            Because(Ordered, Evaluated(SafetyMatch) with { Orders = [DecisionExamples.Order] }),
            Because(Extended, DecisionExamples.Extension),
            Because(Period(PeriodStatus.Exempted) with { EndedOn = Later }, DecisionExamples.Granted),
            Because(Open, fromHireDate with { HiredOn = Day.AddDays(-30) }),
            Because(Open, fromHireDate),
            Because(Period(PeriodStatus.Completed), DecisionExamples.ByAnother with { CompletedOn = DueDay.AddDays(-2) }),
        ];
    }

    private static Example Because(Period period, params EnrollmentFact[] facts)
    {
        var state = facts
            .Aggregate(EnrollmentState.Empty.Apply(Evaluated(SafetyMatch)), (folded, fact) => folded.Apply(fact))
            .Apply(
                new PeriodPlanned
                {
                    Period = period,
                    EffectiveOn = Day,
                    Cause = Night,
                }
            );
        return Example.Of($"period {PeriodText.Of(period.Status)}", () => PeriodText.Because(period, state));
    }

    private static Example Origin(PeriodOrigin origin) =>
        Example.Of($"origin {origin} of a period", () => PeriodText.ComputedFrom(origin, Day));

    private static IEnumerable<Example> Parts(Period period) =>
        [
            Example.Of("parts of a period", () => PeriodText.Rule(period)),
            Example.Of("parts of a period", () => PeriodText.Inputs(period)),
            Example.Of("parts of a period", () => PeriodDecisions.Of(Extended, WithExtension)),
            Example.Of("parts of a period", () => PeriodText.CountsFrom(period)),
            Example.Of("parts of a period", () => PeriodText.VisibleFrom(period)),
            Example.Of("parts of a period", () => PeriodText.Due(DueDay)),
            Example.Of("parts of a period", () => PeriodText.Due(null)),
            Example.Of("parts of a period", () => PeriodText.OverdueSince(DueDay)),
        ];

    private static IEnumerable<Example> Enrollments()
    {
        const string Subject = "enrollment";
        var counts = new Dictionary<PeriodStatus, long> { [PeriodStatus.Open] = 2, [PeriodStatus.CompletedLate] = 1 };
        var one = new Dictionary<PeriodStatus, long> { [PeriodStatus.Open] = 1 };
        var none = new Dictionary<PeriodStatus, long>();
        return
        [
            Example.Of(Subject, () => EnrollmentText.AsOf(Day, null, Zone)),
            Example.Of(Subject, () => EnrollmentText.AsOf(Day, Instant, Zone)),
            Example.Of(Subject, () => EnrollmentText.WasNotEnrolled("u0042", "safety", "on 2026-05-02")),
            Example.Of(Subject, () => EnrollmentText.WasNotEnrolled("u0042", null, "on 2026-05-02")),
            Example.Of(Subject, () => EnrollmentText.WasNeverEnrolled("u0042", "safety")),
            Example.Of(Subject, () => EnrollmentText.NoData("u0042")),
            Example.Of(Subject, () => EnrollmentText.Counts(counts)),
            Example.Of(Subject, () => EnrollmentText.Counts(one)),
            Example.Of(Subject, () => EnrollmentText.Counts(none)),
            Example.Of(Subject, () => EnrollmentText.BecomesInactive("u0042", "2026-05-02 09:00:00", Day, "1 enrollment (1 open)")),
        ];
    }
}
