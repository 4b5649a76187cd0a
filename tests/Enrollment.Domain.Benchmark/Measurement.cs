using System.Diagnostics;
using System.Globalization;
using Enrollment.Domain.Enrollments;

namespace Enrollment.Domain.Benchmark;

/// <summary>Decisions per second over recorded histories, each decided again from the start.</summary>
internal static class Measurement
{
    private const int Rounds = 7;
    private const int PassesInARound = 5;

    public static void Run(int histories)
    {
        var recorded = Enumerable.Range(0, histories).Select(seed => History.Record(seed).Decisions).ToArray();
        var decisions = recorded.Sum(history => history.Count);
        DecideAll(recorded);
        var rounds = Enumerable.Range(0, Rounds).Select(_ => Time(recorded)).Order().ToArray();
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        DecideAll(recorded);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        var (median, best) = (decisions / rounds[Rounds / 2].TotalSeconds, decisions / rounds[0].TotalSeconds);
        var rates = string.Create(CultureInfo.InvariantCulture, $"median of {Rounds}: {median:F0}/s, best: {best:F0}/s");
        Console.WriteLine($"{decisions} decisions, {rates}, allocated: {allocated / decisions} B each");
    }

    private static TimeSpan Time(IReadOnlyList<Decision>[] histories)
    {
        // Processor time of the process: what others take of the machine does not count.
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        for (var pass = 0; pass < PassesInARound; pass++)
            DecideAll(histories);
        return (Process.GetCurrentProcess().TotalProcessorTime - before) / PassesInARound;
    }

    private static void DecideAll(IReadOnlyList<Decision>[] histories)
    {
        foreach (var history in histories)
        {
            var state = EnrollmentState.Empty;
            foreach (var decision in history)
            foreach (var recorded in decision.Decide(state))
                state = state.Apply(recorded);
        }
    }
}
