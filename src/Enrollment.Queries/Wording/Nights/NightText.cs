using Enrollment.Storage.Nights;

namespace Enrollment.Queries.Wording.Nights;

/// <summary>The state and the result of a night.</summary>
public static class NightText
{
    public const string NoneYet = "No night has run yet.";

    public const string NoFailures = "No run had failures.";

    public const string FailureHint = "For the failures and their reasons: enrollctl nightly status --failed";

    public static string Of(NightlyPhase phase) =>
        phase switch
        {
            NightlyPhase.Batch => "batch",
            NightlyPhase.Rollover => "rollover",
            _ => throw new ArgumentOutOfRangeException(nameof(phase), phase, "Unknown phase."),
        };

    /// <summary>With what the phase does.</summary>
    public static string Purpose(NightlyPhase phase) =>
        phase switch
        {
            NightlyPhase.Batch => $"{Of(phase)} (enroll, withdraw, pause)",
            NightlyPhase.Rollover => $"{Of(phase)} (open, overdue, missed)",
            _ => throw new ArgumentOutOfRangeException(nameof(phase), phase, "Unknown phase."),
        };

    /// <param name="state">One of <see cref="NightlyRunStates"/>.</param>
    public static string State(string state) =>
        state switch
        {
            NightlyRunStates.PlanningBatch => "planning the batch",
            NightlyRunStates.RunningBatch => "running the batch",
            NightlyRunStates.PlanningRollover => "planning the rollover",
            NightlyRunStates.RunningRollover => "running the rollover",
            NightlyRunStates.Completed => "completed",
            _ => state,
        };

    public static string Night(DateOnly date) => $"Night of {ValueText.Date(date)}";

    public static string Started(DateOnly date) => $"{Night(date)} started";

    public static string Finished(DateOnly date, SegmentCounts batch, SegmentCounts rollover) =>
        $"{Night(date)} finished: {Changed(batch, rollover)}, {Failed(batch.Failed + rollover.Failed)}";

    public static string Finished(DateOnly date) => $"The night of {ValueText.Date(date)} is finished.";

    public static string AlreadyRun(DateOnly date) =>
        $"The night of {ValueText.Date(date)} has already run. Running it again would change nothing.";

    public static string Completed(DateTimeOffset at, TimeZoneInfo zone) => $"completed {ValueText.Instant(at, zone)}";

    public static string Scheduled(DateTimeOffset at, TimeZoneInfo zone) => $"at {ValueText.Instant(at, zone)}";

    public static string DueSince(DateTimeOffset at, TimeZoneInfo zone) => $"due since {ValueText.Instant(at, zone)}";

    public static string Changed(SegmentCounts batch, SegmentCounts rollover) =>
        $"{ValueText.Count(batch.Applied, "learner")} and {ValueText.Count(rollover.Applied, "enrollment")} changed";

    public static string Failed(long count) => $"{ValueText.Count(count)} failed";
}
