using System.Diagnostics;
using Enrollment.Benchmark.Results;
using Enrollment.Benchmark.Servers;
using Enrollment.Queries.Enrollments;
using Enrollment.Queries.Records;

namespace Enrollment.Benchmark.Auditing;

/// <summary>
/// Measures the query behind <c>enrollctl show LEARNER --as-of DATE</c>, for a learner with a long history among all the others.
/// </summary>
internal sealed class AsOfBench(Deployment deployment, CancellationToken cancellationToken)
{
    private const int WarmUp = 10;
    private const int Repetitions = 50;

    public async Task<AsOfFigures> MeasureAsync()
    {
        await new LongHistory(deployment).LiveAsync();
        var moment = new PointInTime(DateOnly.FromDateTime(DateTime.UtcNow), KnownAt: null);
        var milliseconds = new List<double>();
        for (var repetition = 0; repetition < WarmUp + Repetitions; repetition++)
            milliseconds.Add(await AskAsync(moment));
        var measured = milliseconds.Skip(WarmUp).ToArray();
        var figures = new AsOfFigures(measured.Median(), measured.Percentile(95));
        ProgressLog.Write($"  as of a date, {LongHistory.Events:N0} events: {figures.P50:N1} ms, 95th percentile {figures.P95:N1} ms");
        return figures;
    }

    private async Task<double> AskAsync(PointInTime moment)
    {
        var elapsed = Stopwatch.StartNew();
        await using var session = deployment.Sandbox.Store.QuerySession();
        var then = await EnrollmentAsOf.GetAsync(session, LongHistory.Learner, activity: null, moment, cancellationToken);
        var milliseconds = elapsed.Elapsed.TotalMilliseconds;
        if (then.Count != LongHistory.Courses || then.Any(enrollment => enrollment.Periods.Count != LongHistory.Completions + 1))
            throw new WrongResultException(
                $"{LongHistory.Learner} has {then.Sum(enrollment => enrollment.Periods.Count)} periods in {then.Count} activities, "
                    + $"but there should be {LongHistory.Completions + 1} in each of {LongHistory.Courses}."
            );
        return milliseconds;
    }
}
