using Enrollment.Domain.Deciding;
using Enrollment.Domain.Enrollments;

namespace Enrollment.Processing.Preview;

/// <summary>What a save does to one enrollment in the night, compared with the same night without it.</summary>
public enum PreviewedEffect
{
    /// <summary>Never enrolled, with the save or without it.</summary>
    Nothing,

    /// <summary>Enrolled, enrolled again, or satisfied from the start.</summary>
    Gains,

    /// <summary>Enrolled either way, but not alike.</summary>
    Changes,

    /// <summary>Enrolled either way and alike.</summary>
    Keeps,

    /// <summary>Withdrawn or canceled.</summary>
    Loses,

    /// <summary>Was enrolled, and nothing is asked any more, with the save or without it.</summary>
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
        state.Periods is [] or [.., { Status: PeriodStatus.Withdrawn or PeriodStatus.Canceled }];
}
