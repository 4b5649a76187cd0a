using Enrollment.Queries.Wording.Nights;
using Enrollment.Storage.Nights;
using static Enrollment.Worker.Tests.Wording.Samples;

namespace Enrollment.Worker.Tests.Wording;

/// <summary>Every state of a night, its progress, and what keeps it from starting.</summary>
internal static class NightExamples
{
    public static IEnumerable<Example> All() => [.. States(), .. Results(), .. Progress(), .. Obstacles(), .. Upgrade()];

    private static IEnumerable<Example> States() =>
        typeof(NightlyRunStates)
            .GetFields()
            .Select(state => (string)state.GetValue(null)!)
            .Select(state => Example.Of($"state {state} of a night", () => NightText.State(state)));

    private static IEnumerable<Example> Results()
    {
        const string Subject = "night";
        var (batch, rollover) = (new SegmentCounts(20, 1, 18, 1), new SegmentCounts(1200, 1200, 0, 0));
        return
        [
            Example.Of(Subject, () => NightText.Night(Day)),
            Example.Of(Subject, () => NightText.Started(Day)),
            Example.Of(Subject, () => NightText.Finished(Day)),
            Example.Of(Subject, () => NightText.Finished(Day, batch, rollover)),
            Example.Of(Subject, () => NightText.AlreadyRun(Day)),
            Example.Of(Subject, () => NightText.Completed(Instant, Zone)),
            Example.Of(Subject, () => NightText.Scheduled(Instant, Zone)),
            Example.Of(Subject, () => NightText.DueSince(Instant, Zone)),
            Example.Of(Subject, () => NightText.Changed(batch, rollover)),
            Example.Of(Subject, () => NightText.Failed(2)),
        ];
    }

    private static IEnumerable<Example> Upgrade()
    {
        const string Subject = "first night of a version";
        return
        [
            Example.Of(Subject, () => UpgradeText.NothingToPreview(Day)),
            Example.Of(Subject, () => UpgradeText.NothingToPreview(null)),
            Example.Of(Subject, () => UpgradeText.Title(Day)),
            Example.Of(Subject, () => UpgradeText.LeftOut("12 learners")),
            Example.Of(Subject, () => UpgradeText.Allowed(Day)),
            Example.Of(Subject, () => UpgradeText.Running(Day)),
        ];
    }

    private static IEnumerable<Example> Progress()
    {
        const string Subject = "progress of a night";
        var wait = TimeSpan.FromSeconds(10);
        return
        [
            Example.Of(Subject, () => NightProgressText.Waiting(wait)),
            Example.Of(Subject, () => NightProgressText.NotStarted(wait, Day)),
            Example.Of(Subject, () => NightProgressText.NotStarted(wait, null)),
            Example.Of(Subject, () => NightProgressText.Stage(NightlyRunStates.RunningBatch, 1200, 1)),
            Example.Of(Subject, () => NightProgressText.Phase(null, 0, 0, null, null)),
            Example.Of(Subject, () => NightProgressText.Phase(0, 0, 0, null, null)),
            Example.Of(Subject, () => NightProgressText.Phase(2000, 1000, 2, 250, 4)),
            Example.Of(Subject, () => NightProgressText.Quiet(31)),
            Example.Of(Subject, () => NightProgressText.Line(Day, "1,000 of 2,000", "not planned yet")),
        ];
    }

    private static IEnumerable<Example> Obstacles()
    {
        const string Subject = "night that cannot be run";
        return
        [
            Example.Of(Subject, () => NightProblemText.NotDue(Later, Instant.AddDays(18), Day)),
            Example.Of(Subject, () => NightProblemText.CannotRun(Day, NightProblemText.Unfinished(Day.AddDays(-1)))),
            Example.Of(Subject, () => NightProblemText.CannotRun(Day, NightProblemText.OutOfOrder(Later, null))),
            Example.Of(
                Subject,
                () => NightProblemText.CannotRun(Day, NightProblemText.OutOfOrder(Later, NightProblemText.LedgerAhead(Later, Day)))
            ),
            Example.Of(Subject, () => NightProblemText.CannotRun(Later, NightProblemText.CatchUpNotGiven(14, Day))),
            Example.Of(Subject, () => NightProblemText.NotStartedInTime(Day)),
            Example.Of(Subject, () => NightProblemText.NoProgressInTime(Day)),
        ];
    }
}
