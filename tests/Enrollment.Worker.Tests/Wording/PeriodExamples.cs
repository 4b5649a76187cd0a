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
            .. Enum.GetValues<PeriodOrigin>().Select(Origin),
            .. Parts(Open),
            .. Enrollments(),
        ];

    private static Cause Night => Cause.RunOf(Day);

    private static Period Recommended => Open with { Requirement = Requirement.Recommended };

    private static Example Because(Period period)
    {
        var state = EnrollmentState
            .Empty.Apply(Evaluated(SafetyMatch))
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
