using Enrollment.Domain.Deciding;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Simulation;
using Enrollment.Storage.Enrollments;

namespace Enrollment.Processing.Preview;

/// <summary>One enrollment before the run, after it without the save, and after it with the save.</summary>
/// <param name="LearnerId">The learner.</param>
/// <param name="ActivityId">The activity.</param>
/// <param name="Effect">The effect of the save.</param>
/// <param name="Before">The stored period.</param>
/// <param name="Without">After the run without the save.</param>
/// <param name="With">After the run with the save.</param>
/// <param name="ChangesAnyway">The run also changes it without the save, because facts are pending or dates have come.</param>
/// <param name="NextDue">The next two due dates; see <see cref="Forecast.DueDates"/> for what is assumed.</param>
public sealed record PreviewedEnrollment(
    string LearnerId,
    string ActivityId,
    PreviewedEffect Effect,
    PreviewedPeriod? Before,
    PreviewedPeriod? Without,
    PreviewedPeriod? With,
    bool ChangesAnyway,
    IReadOnlyList<DateOnly> NextDue
)
{
    private const int DatesShown = 2;

    internal static PreviewedEnrollment Of(
        EnrollmentKey key,
        EnrollmentState before,
        EnrollmentState without,
        EnrollmentState with,
        DateOnly night
    )
    {
        var effect = PreviewedEffects.Of(without, with);
        var next = effect is PreviewedEffect.Gains or PreviewedEffect.Changes ? Forecast.DueDates(with, night, DatesShown) : [];
        return new(
            key.Learner.Value,
            key.Activity.Value,
            effect,
            PreviewedPeriod.LatestOf(before),
            PreviewedPeriod.LatestOf(without),
            PreviewedPeriod.LatestOf(with),
            !before.Periods.SequenceEqual(without.Periods),
            next
        );
    }
}
