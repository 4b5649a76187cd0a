namespace Enrollment.Processing.Facts;

/// <summary>
/// A message says something else than one with the same id, or the same version of a rule, that is recorded (semantics 2).
/// </summary>
/// <param name="With">What the two have in common, such as <c>message id hr-1</c>.</param>
/// <param name="Before">When the recorded one occurred; null where the record does not tell.</param>
/// <param name="Now">When this one occurred.</param>
/// <param name="Path">Of the member that contradicts the record.</param>
/// <param name="IsRecorded">Whether this one is recorded, too: at one and the same instant the first recorded stays.</param>
public sealed record Conflict(string With, DateTimeOffset? Before, DateTimeOffset Now, string Path, bool IsRecorded)
{
    private string WhatHolds =>
        !IsRecorded ? "The first one stays; this one is not recorded."
        : Before == Now ? "Both are recorded; the one with the larger message id holds where they differ."
        : "Both are recorded; the later one holds where they differ.";

    public static Conflict OfId(string messageId, DateTimeOffset? before, DateTimeOffset now, bool isRecorded) =>
        new($"message id {messageId}", before, now, "$.messageId", isRecorded);

    public static Conflict OfVersion(string rule, int version, DateTimeOffset before, DateTimeOffset now) =>
        new($"version {version} of rule {rule}", before, now, "$.version", IsRecorded: true);

    public override string ToString() =>
        $"The {With} is recorded with other content, occurred at "
        + $"{(Before is { } before ? $"{before.UtcDateTime:yyyy-MM-ddTHH:mm:ss.ffffffZ}" : "an instant that is not recorded")}; "
        + $"this one occurred at {Now.UtcDateTime:yyyy-MM-ddTHH:mm:ss.ffffffZ}. {WhatHolds}";
}
