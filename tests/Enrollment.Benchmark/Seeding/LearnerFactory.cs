using Enrollment.Domain;
using Enrollment.Domain.Learners;
using Enrollment.Intake.Facts;
using Enrollment.Storage.Learners;

namespace Enrollment.Benchmark.Seeding;

/// <summary>The people of an organization, each made from a number. Some have groups of their own in the measurements.</summary>
internal static class LearnerFactory
{
    /// <summary>Those of the first numbers, whom the runs before the measured one enroll.</summary>
    public const string Pilots = "pilots";

    private const int Sites = 20;

    /// <summary>Scattered: the order of ids, in which a night goes, is not the order in which people came.</summary>
    public static string Id(int number) => $"u{unchecked((uint)number * 2_654_435_761u):x8}";

    /// <summary>The fact, as the consumer of <c>UserCreated</c> would store it.</summary>
    public static LearnerCreated Created(int number, bool pilot)
    {
        var stamp = new Stamp(BenchmarkDates.NoonBefore(BenchmarkDates.Seeded).AddMilliseconds(number), $"hr-{number}");
        return new LearnerCreated(
            stamp,
            BenchmarkDates.Seeded.AddDays(-number % 3_000),
            Active: true,
            [.. Groups(number, pilot).Select(id => new GroupId(id))],
            AtOnce: false
        );
    }

    public static LearnerDocument Document(int number, bool pilot)
    {
        var created = Created(number, pilot);
        return new LearnerDocument(Id(number), new Learner(new LearnerId(Id(number))).With(created), 1)
        {
            LatestOccurredAt = created.Stamp.OccurredAt,
        };
    }

    public static IEnumerable<string> Groups(int number, bool pilot)
    {
        yield return $"site-{number % Sites:00}";
        if (pilot)
            yield return Pilots;
    }
}
