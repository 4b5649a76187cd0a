using Enrollment.Queries.Findings;

namespace Enrollment.Queries.Wording.Findings;

/// <summary>What a verification of the record found in streams and read models.</summary>
public static class FindingText
{
    public const string HeadWithoutEvents = "The stream has a head but no events.";

    public const string OrderNotPending = "No run can have carried the order out, but it does not wait for one.";

    public const string OrphanedModel = "The read model has a row, but there is no such stream.";

    public static string Of(FindingKind kind) =>
        kind switch
        {
            FindingKind.Changed => "changed",
            FindingKind.Deleted => "deleted",
            FindingKind.Inserted => "inserted",
            FindingKind.Chain => "chain",
            FindingKind.Digest => "digest",
            FindingKind.Stream => "stream",
            FindingKind.ReadModel => "read model",
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown kind of finding."),
        };

    public static string NoHead(long events) => $"The stream has {ValueText.Count(events, "event")} but no head.";

    public static string VersionGap(long events, long first, long last) =>
        $"The stream has {ValueText.Count(events, "event")} with the versions {first} to {last}, so there is a gap.";

    public static string OtherHead(long events, long head) =>
        $"The stream has {ValueText.Count(events, "event")}, but its head states {head}.";

    public static string GroupOnlyInTable(string group) =>
        $"The table of memberships has the group {group}, but the learner is not a member.";

    public static string GroupNotInTable(string group) =>
        $"The learner is a member of {group}, but the table of memberships does not have the group.";

    public static string Unreadable(string why) => $"The event cannot be read, so the stream gives no read model: {why}";

    public static string OtherKind(string kind, string expected) => $"{kind} is not a kind of {expected}.";

    public static string NoModel(string why) => $"The stream gives no read model: {why}";

    /// <param name="found">Null where the read model has none.</param>
    /// <param name="expected">What the stream gives.</param>
    public static string OtherRow(string? found, string expected) => $"The row is {found ?? "missing"}, but the stream gives {expected}.";

    public static string OtherLearner(string? found, string expected) =>
        $"The learner is {found ?? "missing"}, but the stream gives {expected}.";

    public static string OtherRule(int? found, int expected) =>
        found == expected ? $"The stored rule differs from version {expected} in the stream."
        : found is { } version ? $"The stored rule has version {version}, but the stream gives version {expected}."
        : $"The stored rule is missing, but the stream gives version {expected}.";

    public static string OtherOrder(bool isStored) =>
        isStored ? "The stored order of retraining differs from the stream." : "The order of retraining is missing, but there is a stream.";

    public static string DateMissing(DateOnly date) =>
        $"A run has to look at the learner on {ValueText.Date(date)}, but the table of dates does not have it.";

    public static string CountedActivityMissing(string other) =>
        $"The rule counts completions of {other}, but the table of counted activities does not have it.";
}
