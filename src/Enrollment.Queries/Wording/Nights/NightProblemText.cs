namespace Enrollment.Queries.Wording.Nights;

/// <summary>Why a night does not start, or makes no progress.</summary>
public static class NightProblemText
{
    private const string Stopped = "Either the system was stopped for long, or a clock is wrong.";

    public static string RunNotStored(DateOnly date) =>
        $"The night of {ValueText.Date(date)} is recorded as started, but its run is not stored.";

    public static string Stalled(DateOnly date, string state, DateTimeOffset since) =>
        $"The night of {ValueText.Date(date)} ({NightText.State(state)}) has made no progress since {ValueText.Utc(since)}. "
        + "See enrollctl nightly status --watch and the workers' logs.";

    public static string NotStarted(DateOnly date) =>
        $"The night of {ValueText.Date(date)} is due but has not started. "
        + "Check that a worker with Enrollment:NightlyClock is running and ready.";

    /// <param name="date">The night that is due.</param>
    /// <param name="limit">The setting <c>MaxCatchUpDays</c>.</param>
    /// <param name="last">The last night.</param>
    public static string CatchUpNeeded(DateOnly date, int? limit, DateOnly? last) =>
        $"The night of {ValueText.Date(date)} does not start by itself, because {TooFar(limit, last)}. {Stopped} "
        + "If the clocks are right, run enrollctl nightly run --catch-up --reason TEXT.";

    public static string LedgerAhead(DateOnly last, DateOnly today) =>
        $"The last night has the date {ValueText.Date(last)}, but today is {ValueText.Date(today)}. A clock was ahead. "
        + "No night runs until that date has passed. See \"A clock was wrong\" in docs/operations.md.";

    public static string NotDue(DateOnly date, DateTimeOffset dueAt, DateOnly latest) =>
        $"The night of {ValueText.Date(date)} is not due until {dueAt:yyyy-MM-ddTHH:mmzzz}. "
        + $"The latest night that is due is that of {ValueText.Date(latest)}. Leave out --business-date to run it.";

    public static string CannotRun(DateOnly date, string why) => $"The night of {ValueText.Date(date)} cannot be run: {why}";

    /// <param name="last">The last night.</param>
    /// <param name="ahead">What <see cref="LedgerAhead"/> says, where that is the case.</param>
    public static string OutOfOrder(DateOnly last, string? ahead) =>
        $"the night of {ValueText.Date(last)} has already run, and nights run in order. {ahead ?? "The next night catches up."}";

    public static string Unfinished(DateOnly unfinished) =>
        $"the night of {ValueText.Date(unfinished)} is not finished. "
        + "Follow it with enrollctl nightly status --watch, then run this one.";

    public static string CatchUpNotGiven(int? limit, DateOnly? last) =>
        $"{TooFar(limit, last)}. {Stopped} Check the date. If it is right, add --catch-up and --reason TEXT.";

    public static string NotStartedInTime(DateOnly date) =>
        $"The night of {ValueText.Date(date)} did not start within a minute. {CheckWorker}";

    public static string NoProgressInTime(DateOnly date) =>
        $"The night of {ValueText.Date(date)} made no progress for a minute. {CheckWorker}";

    public const string NoQueue = "The queue of the nightly run does not exist. Start a worker, which declares it.";

    private const string CheckWorker = "Check with enrollctl status whether a worker is running.";

    private static string TooFar(int? limit, DateOnly? last) =>
        $"it is more than {limit} days (MaxCatchUpDays) after the last night, {last:yyyy-MM-dd}";
}
