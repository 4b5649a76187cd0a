namespace Enrollment.Processing.Conflicts;

/// <summary>
/// A message contradicts a recorded message with the same id, a recorded rule with the same version (semantics 2), or a recorded order
/// (semantics 12).
/// </summary>
/// <param name="With">The value that both have, such as <c>message id hr-1</c>.</param>
/// <param name="Before">When the recorded one occurred; null if that is not recorded.</param>
/// <param name="Now">When this one occurred.</param>
/// <param name="Path">The path of the member that contradicts the record.</param>
/// <param name="IsRecorded">Whether this one is also recorded. Of two with the same instant only the first is recorded.</param>
internal sealed record Conflict(string With, DateTimeOffset? Before, DateTimeOffset Now, string Path, bool IsRecorded)
{
    private string WhatHolds =>
        !IsRecorded ? "The first one stays; this one is not recorded."
        : Before == Now ? "Both are recorded; the one with the larger message id holds where they differ."
        : "Both are recorded; the later one holds where they differ.";

    public static Conflict OfId(string messageId, DateTimeOffset? before, DateTimeOffset now, bool isRecorded) =>
        new($"message id {messageId}", before, now, "$.messageId", isRecorded);

    public static Conflict OfVersion(string rule, int version, DateTimeOffset before, DateTimeOffset now) =>
        new($"version {version} of rule {rule}", before, now, "$.version", IsRecorded: true);

    /// <summary>An order of retraining is carried out as first handled (semantics 12).</summary>
    public static Conflict OfOrder(string order, DateTimeOffset before, DateTimeOffset now) =>
        new($"order {order}", before, now, "$.orderId", IsRecorded: false);

    public override string ToString() =>
        $"The {With} is recorded with other content, occurred at "
        + $"{(Before is { } before ? $"{before.UtcDateTime:yyyy-MM-ddTHH:mm:ss.ffffffZ}" : "an instant that is not recorded")}; "
        + $"this one occurred at {Now.UtcDateTime:yyyy-MM-ddTHH:mm:ss.ffffffZ}. {WhatHolds}";
}
