using Enrollment.Domain.Deciding;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Learners;
using Enrollment.Domain.Rules;
using Enrollment.Storage.Access;
using Enrollment.Storage.Enrollments;
using Enrollment.Storage.Learners;
using Enrollment.Storage.Rules;

namespace Enrollment.Storage.Auditing;

/// <summary>A stream from its first event to its last, and what its read model has to be.</summary>
internal sealed record EventStream(string Key, IReadOnlyList<object> Events)
{
    public (EnrollmentKey Key, EnrollmentState State, long Version) Enrollment() =>
        (EnrollmentKey.Of(Key), EnrollmentState.From(Events.Cast<EnrollmentEvent>()), Events.Count);

    public LearnerDocument Learner() => LearnerDocument.From(StreamKeys.Learner(Key), [.. Events.Cast<LearnerFact>()]);

    public RuleDocument Rule() => RuleDocument.From(Events.Cast<RuleSaved>());
}
