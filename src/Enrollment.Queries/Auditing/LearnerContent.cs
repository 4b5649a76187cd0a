using Enrollment.Domain.Learners;
using Enrollment.Storage.Learners;

namespace Enrollment.Queries.Auditing;

/// <summary>The content of a learner, in one order, so that two learners can be compared.</summary>
internal sealed record LearnerContent(
    long Version,
    Stamp? Created,
    Stamped<bool>? Active,
    string History,
    Stamped<DateOnly?>? Hired,
    string Memberships,
    string Later
)
{
    /// <param name="document">The learner.</param>
    /// <param name="keptIn">The stored document with which it is compared.</param>
    public static LearnerContent Of(LearnerDocument document, LearnerDocument? keptIn = null) =>
        new(
            document.StreamVersion,
            document.Learner.Created,
            document.Learner.ActiveState,
            Listed(Kept(document.Learner.ActiveHistory.Facts, keptIn?.Learner.ActiveHistory)),
            document.Learner.Hired,
            Listed(
                document
                    .Learner.Memberships.OrderBy(entry => entry.Key, StringComparer.Ordinal)
                    .Select(entry => $"{entry.Key} {entry.Value}")
            ),
            Listed(document.Learner.Later.OrderBy(fact => fact.Stamp.MessageId, StringComparer.Ordinal))
        );

    /// <summary>Of the history a document of version 1 of the semantics kept the latest fact.</summary>
    private static IEnumerable<Stamped<bool>> Kept(IReadOnlyCollection<Stamped<bool>> facts, ActiveHistory? keptIn) =>
        keptIn is { IsPartial: true } or { Facts.IsEmpty: true } ? facts.Where(keptIn.Facts.Contains) : facts;

    private static string Listed<T>(IEnumerable<T> items) => string.Join(", ", items);
}
