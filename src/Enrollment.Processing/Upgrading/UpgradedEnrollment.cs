using Enrollment.Processing.Preview;

namespace Enrollment.Processing.Upgrading;

/// <summary>One enrollment that the first night of a version of the semantics changes.</summary>
/// <param name="LearnerId">The learner.</param>
/// <param name="ActivityId">The activity.</param>
/// <param name="Effect">What changes.</param>
/// <param name="Before">Its latest period now.</param>
/// <param name="After">Its latest period after that night.</param>
public sealed record UpgradedEnrollment(
    string LearnerId,
    string ActivityId,
    UpgradeEffect Effect,
    PreviewedPeriod? Before,
    PreviewedPeriod? After
);
