using Enrollment.Benchmark.Messages;
using Enrollment.Benchmark.Seeding;
using Enrollment.Contracts;
using Enrollment.Intake.Facts;

namespace Enrollment.Benchmark.Immediate;

/// <summary>Membership changes made in the user interface, each enrolling one person at once.</summary>
internal static class JoinMessages
{
    public const string Activity = "welcome";

    public static AutoEnrollmentRuleSaved Rule { get; } = FactMessages.Rule(Activity, BenchmarkDates.Full, new Audience.Groups([Activity]));

    public static IReadOnlyList<OutgoingMessage> Of(Range people) => [.. Numbers(people).Select(number => Publisher.Of(Join(number)))];

    public static int Count(this Range people) => people.End.Value - people.Start.Value;

    public static IEnumerable<int> Numbers(Range people) => Enumerable.Range(people.Start.Value, people.Count());

    private static GroupMembershipChanged Join(int number) =>
        new()
        {
            MessageId = $"ui-joins-{number}",
            OccurredAt = DateTimeOffset.UtcNow,
            UserId = LearnerFactory.Id(number),
            Joined = [Activity],
            Origin = Origin.UserInterface,
        };
}
