using Enrollment.Queries.Wording.Nights;

namespace Enrollment.Cli.Nightly.Watching;

/// <summary>Describes the progress of a run.</summary>
internal static class RunProgressText
{
    public static string Batch(RunSnapshot run) => Phase(run.Batch, run, isItsTurn: run.Batch.SecondsLeft is not 0);

    public static string Rollover(RunSnapshot run) => Phase(run.Rollover, run, isItsTurn: run.Batch.SecondsLeft is 0);

    public static string Line(RunSnapshot run) => NightProgressText.Line(run.BusinessDate, Batch(run), Rollover(run));

    private static string Phase(PhaseSnapshot phase, RunSnapshot run, bool isItsTurn)
    {
        var progress = NightProgressText.Phase(phase.Planned, phase.Done, phase.Failed, phase.PerSecond, phase.SecondsLeft);
        return isItsTurn && run.IsQuiet ? $"{progress} · {NightProgressText.Quiet(run.SecondsQuiet)}" : progress;
    }
}
