namespace Enrollment.Queries.Wording.Findings;

/// <summary>What a verification of the record found in the chain over the events.</summary>
internal static class ChainFindingText
{
    public static string Changed(long sequence) => $"The event with number {sequence} differs from what was chained.";

    /// <summary>The event names another stream or version than its link.</summary>
    public static string Changed(long sequence, string stream, long version) =>
        $"{Changed(sequence)} It is stored as {stream} version {version}.";

    public static string Deleted(long sequence, long position) =>
        $"The event with number {sequence} was chained at position {position} and is missing.";

    public static string Inserted(string type, long sequence) =>
        $"The event {type} with number {sequence} was not chained, although later events were.";

    public static string OtherName(long position, string stream, long version) =>
        $"The link at position {position} names another event, {stream} version {version}.";

    public static string OtherPosition(long before, long position) => $"The link after position {before} has the position {position}.";

    public static string NotFollowing(long position) => $"The link at position {position} does not follow from the link before it.";

    public static string CutOff(DateTimeOffset digestOf, long covered, long chained) =>
        $"A digest of {ValueText.Utc(digestOf)} covers {ValueText.Count(covered, "event")}, "
        + $"but only {ValueText.Count(chained)} are chained. The end of the chain was removed.";

    public static string OtherDigest(DateTimeOffset digestOf, long position, string kept, string found) =>
        $"A digest of {ValueText.Utc(digestOf)} states that the chain at position {position} was {kept}, but it is {found}. "
        + "An event up to there was changed and chained again.";
}
