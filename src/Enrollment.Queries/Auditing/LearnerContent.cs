using Enrollment.Domain.Learners;
using Enrollment.Storage.Learners;

namespace Enrollment.Queries.Auditing;

/// <summary>The content of a learner, in one order, so that two learners can be compared.</summary>
internal sealed record LearnerContent(
    long Version,
    Stamp? Created,
    Stamped<bool>? Active,
    string ActiveHistory,
    Stamped<DateOnly?>? Hired,
    string Memberships,
    string Later
)
{
    public static LearnerContent Of(LearnerDocument document) =>
        new(
            document.StreamVersion,
            document.Learner.Created,
            document.Learner.ActiveState,
            Listed(document.Learner.ActiveHistory.Facts),
            document.Learner.Hired,
            Listed(
                document
                    .Learner.Memberships.OrderBy(entry => entry.Key, StringComparer.Ordinal)
                    .Select(entry => $"{entry.Key} {entry.Value}")
            ),
            Listed(document.Learner.Later.OrderBy(fact => fact.Stamp.MessageId, StringComparer.Ordinal))
        );

    /// <summary>What this content is in a document that version 1 of the semantics wrote: of the history it kept the latest fact.</summary>
    public LearnerContent AsKeptIn(LearnerDocument? document)
    {
        if (document is null || !IsOfVersionOne(document.Learner))
            return this;
        var kept = document.Learner.ActiveHistory.Facts.Select(fact => $"{fact}").ToHashSet();
        return this with { ActiveHistory = Listed(ActiveHistory.Split(Separator).Where(kept.Contains)) };
    }

    private const string Separator = ", then ";

    private static bool IsOfVersionOne(Learner learner) => learner.ActiveHistory.IsPartial || learner.ActiveHistory.Facts.IsEmpty;

    private static string Listed<T>(IEnumerable<T> items) => string.Join(Separator, items);
}
