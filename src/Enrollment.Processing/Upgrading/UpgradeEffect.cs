using Enrollment.Domain.Deciding;

namespace Enrollment.Processing.Upgrading;

/// <summary>What the first night of a version of the semantics changes in one enrollment.</summary>
public enum UpgradeEffect
{
    /// <summary>A period is current that was not: it begins, or is restored.</summary>
    Begins,

    /// <summary>No period is current any more.</summary>
    Ends,

    /// <summary>Another period is current.</summary>
    Replaced,

    /// <summary>The current period is due on another date.</summary>
    DueDate,

    /// <summary>The current period becomes required or recommended.</summary>
    Requirement,

    /// <summary>The status, another date or the rule of the current period.</summary>
    Other,
}

internal static class UpgradeEffects
{
    public static UpgradeEffect Of(EnrollmentState before, EnrollmentState after) =>
        (before.Current, after.Current) switch
        {
            (null, not null) => UpgradeEffect.Begins,
            (not null, null) => UpgradeEffect.Ends,
            ({ } was, { } now) when was.Number != now.Number => UpgradeEffect.Replaced,
            ({ } was, { } now) when was.Due != now.Due => UpgradeEffect.DueDate,
            ({ } was, { } now) when was.Requirement != now.Requirement => UpgradeEffect.Requirement,
            _ => UpgradeEffect.Other,
        };
}
