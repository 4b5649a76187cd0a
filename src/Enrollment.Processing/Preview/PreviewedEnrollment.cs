using Enrollment.Domain.Deciding;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Simulation;
using Enrollment.Storage.Enrollments;

namespace Enrollment.Processing.Preview;

/// <summary>One enrollment before the night, after it without the save, and after it with the save.</summary>
/// <param name="LearnerId">Whose.</param>
/// <param name="ActivityId">In what.</param>
/// <param name="Effect">Of the save.</param>
/// <param name="Before">As it is stored now.</param>
/// <param name="Without">After the night without the save.</param>
/// <param name="With">After the night with the save.</param>
/// <param name="ChangesAnyway">The night changes it without the save as well: facts are pending, or dates have come.</param>
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
