using Enrollment.Domain.Deciding;
using Enrollment.Domain.Enrollments;

namespace Enrollment.Processing.Preview;

/// <summary>The effect of a save on one enrollment in the run, compared with the same run without the save.</summary>
public enum PreviewedEffect
{
    /// <summary>Never enrolled, with the save or without it.</summary>
    Nothing,

    /// <summary>Enrolled, enrolled again, or satisfied from the start.</summary>
    Gains,

    /// <summary>Enrolled in both, with different periods.</summary>
    Changes,

    /// <summary>Enrolled in both, with the same periods.</summary>
    Keeps,

    /// <summary>Withdrawn or canceled.</summary>
    Loses,

    /// <summary>No current period, with the save or without it.</summary>
    Ended,
}

internal static class PreviewedEffects
{
    public static PreviewedEffect Of(EnrollmentState without, EnrollmentState with)
    {
        if (without.Periods.SequenceEqual(with.Periods))
            return with.Current is not null ? PreviewedEffect.Keeps
                : with.Periods.Count > 0 ? PreviewedEffect.Ended
                : PreviewedEffect.Nothing;
        if (IsTakenBack(with))
            return without.Current is not null ? PreviewedEffect.Loses : PreviewedEffect.Changes;
        return without.Current is null ? PreviewedEffect.Gains : PreviewedEffect.Changes;
    }

    private static bool IsTakenBack(EnrollmentState state) =>
        state.Periods is [] or [.., { Status: PeriodStatus.Withdrawn or PeriodStatus.Canceled or PeriodStatus.Exempted }];
}
