using Enrollment.Domain.Enrollments;

namespace Enrollment.Queries.Wording.Nights;

/// <summary>The first night of a version of the semantics.</summary>
public static class UpgradeText
{
    private static readonly string Version = $"semantics version {Semantics.Version}";

    public static string Waits() =>
        $"An earlier version of the semantics decided the nights so far. The first night of {Version} does not begin "
        + "before somebody has seen what it changes. Run enrollctl upgrade preview.";

    /// <param name="night">The first night of this version; null where none before it was decided by another one.</param>
    public static string NothingToPreview(DateOnly? night) =>
        night is { } date
            ? $"Nothing to preview: {Version} has decided the nights since {ValueText.Date(date)}."
            : $"Nothing to preview: {Version} has decided every night.";

    public static string Title(DateOnly night) =>
        $"What the night of {ValueText.Date(night)}, the first of {Version}, changes by the text alone";

    public static string LeftOut(string learners) =>
        $"Something new has arrived about {learners} since the last night. The preview leaves them out.";

    public static string Allowed(DateOnly night) => $"The night of {ValueText.Date(night)} can begin now.";

    public static string Running(DateOnly night) =>
        $"The night of {ValueText.Date(night)} is not finished. Preview the upgrade when it is (enrollctl nightly status).";
}
