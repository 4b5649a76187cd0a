using Enrollment.Domain.Learners;
using Enrollment.Storage.Learners;

namespace Enrollment.Queries.Auditing;

/// <summary>The content of a learner, in one order, so that two learners can be compared.</summary>
internal sealed record LearnerContent(long Version, Stamp? Created, Stamped<bool>? Active, Stamped<DateOnly?>? Hired, string Memberships)
{
    public static LearnerContent Of(LearnerDocument document) =>
        new(
            document.StreamVersion,
            document.Learner.Created,
            document.Learner.ActiveState,
            document.Learner.Hired,
            string.Join(
                ", ",
                document
                    .Learner.Memberships.OrderBy(entry => entry.Key, StringComparer.Ordinal)
                    .Select(entry => $"{entry.Key} {entry.Value}")
            )
        );
}
