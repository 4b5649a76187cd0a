using System.Globalization;
using Enrollment.Cli.Output.Formatting;

namespace Enrollment.Cli.Nightly.Watching;

/// <summary>Describes the progress of a run.</summary>
internal static class RunProgressText
{
    public static string Batch(RunSnapshot run) => Phase(run.Batch, run, isItsTurn: run.Batch.SecondsLeft is not 0);

    public static string Rollover(RunSnapshot run) => Phase(run.Rollover, run, isItsTurn: run.Batch.SecondsLeft is 0);

    public static string Line(RunSnapshot run) => $"night of {Format.Date(run.BusinessDate)}: batch {Batch(run)}; rollover {Rollover(run)}";

    private static string Phase(PhaseSnapshot phase, RunSnapshot run, bool isItsTurn) =>
        string.Join(" · ", Parts(phase))
        + (isItsTurn && run.IsQuiet ? $" · no progress for {run.SecondsQuiet:0} s, is a worker running?" : "");

    private static IEnumerable<string> Parts(PhaseSnapshot phase)
    {
        yield return phase.Planned switch
        {
            null => "not planned yet",
            0 => "nothing to do",
            { } planned => $"{Format.Count(phase.Done)} of {Format.Count(planned)}",
        };
        if (phase.PerSecond is { } rate)
            yield return $"{Format.Count((long)Math.Round(rate))} per second";
        if (phase.SecondsLeft is > 0 and var seconds)
            yield return $"{Duration(seconds)} left";
        if (phase.Failed > 0)
            yield return $"{Format.Count(phase.Failed)} failed";
    }

    private static string Duration(double seconds) =>
        TimeSpan.FromSeconds(Math.Ceiling(seconds)).ToString(seconds < 3_600 ? @"m\:ss" : @"h\:mm\:ss", CultureInfo.InvariantCulture);
}
