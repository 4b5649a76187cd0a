using Enrollment.Domain.Deciding;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Learners;
using Enrollment.Domain.Rules;
using Enrollment.Storage.Access;
using Enrollment.Storage.Enrollments;
using Enrollment.Storage.Learners;
using Enrollment.Storage.Orders;
using Enrollment.Storage.Rules;

namespace Enrollment.Storage.Auditing;

/// <summary>All events of a stream, and the read model that they give.</summary>
public sealed record EventStream(string Key, IReadOnlyList<object> Events)
{
    public (EnrollmentKey Key, EnrollmentState State, long Version) Enrollment() =>
        (EnrollmentKey.Of(Key), EnrollmentState.From(Events.Cast<EnrollmentEvent>()), Events.Count);

    public LearnerDocument Learner() => LearnerDocument.From(StreamKeys.Learner(Key), [.. Events.Cast<LearnerFact>()]);

    public OrderDocument Order() => OrderDocument.Of(Events.Cast<OrderRecorded>().First());

    public RuleDocument Rule() => RuleDocument.From(Events.Cast<RuleSaved>());
}
