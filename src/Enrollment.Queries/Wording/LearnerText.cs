using Enrollment.Domain.Learners;
using Enrollment.Storage.Learners;

namespace Enrollment.Queries.Wording;

/// <summary>Everything that is kept of a learner, in one order: two learners with the same words are the same.</summary>
internal sealed record LearnerText(long Version, Stamp? Created, Stamped<bool>? Active, Stamped<DateOnly?>? Hired, string Memberships)
{
    public static LearnerText Of(LearnerDocument document) =>
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
