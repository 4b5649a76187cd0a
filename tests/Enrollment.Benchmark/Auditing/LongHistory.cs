using Enrollment.Benchmark.Messages;
using Enrollment.Benchmark.Servers;
using Enrollment.Contracts;
using Enrollment.Intake.Facts;
using Enrollment.Queries.History;
using Enrollment.Storage.Access;
using Enrollment.Storage.Schema;

namespace Enrollment.Benchmark.Auditing;

/// <summary>
/// A learner who has been there for years: courses that come again each quarter, and many changes of groups; told to the worker by
/// messages.
/// </summary>
internal sealed class LongHistory(Deployment deployment)
{
    public const string Learner = "veteran";
    public const int Events = 1_000;
    public const int Courses = 10;
    public const int Completions = 20;

    private const string Group = "old-hands";
    private static readonly DateOnly Begun = BenchmarkDates.Seeded.AddYears(-5);

    public async Task LiveAsync()
    {
        foreach (var course in Enumerable.Range(0, Courses))
            await deployment.SaveAsync(Rule(course));
        await deployment.Publisher.PublishAsync(
            new UserCreated
            {
                MessageId = "veteran-created",
                OccurredAt = BenchmarkDates.NoonBefore(Begun),
                UserId = Learner,
                HiredOn = Begun,
                Origin = Origin.Integration,
            }
        );
        await RecordedAsync($"stream_id = 'learner/{Learner}'", 1);
        await deployment.Publisher.PublishAsync(Change(0, Group, Origin.UserInterface));
        await RecordedAsync($"stream_id like 'enrollment/%/{Learner}' and type = 'period_planned'", Courses);
        for (var round = 1; round <= Completions; round++)
        {
            await deployment.Publisher.PublishAllAsync(
                Enumerable.Range(0, Courses).Select(course => Publisher.Of(Completed(course, round)))
            );
            await RecordedAsync($"stream_id like 'enrollment/%/{Learner}' and type = 'completion_recorded'", round * Courses);
        }

        var missing = Events - await CountAsync("true");
        await deployment.Publisher.PublishAllAsync(
            Enumerable.Range(1, (int)missing).Select(number => Publisher.Of(Change(number, $"project-{number}", Origin.Integration)))
        );
        await RecordedAsync("true", Events);
        await deployment.IsQuietAsync();
    }

    private static AutoEnrollmentRuleSaved Rule(int course) =>
        FactMessages.Rule(Activity(course), Begun, new Audience.Groups([Group])) with
        {
            Recurrence = new Recurrence.Custom(new Interval(3, IntervalUnit.Months)),
        };

    private static GroupMembershipChanged Change(int number, string joined, Origin origin) =>
        new()
        {
            MessageId = $"veteran-joins-{number}",
            OccurredAt = BenchmarkDates.NoonBefore(Begun.AddDays(1 + number)),
            UserId = Learner,
            Joined = [joined],
            Origin = origin,
        };

    private static ActivityCompleted Completed(int course, int round) =>
        new()
        {
            MessageId = $"veteran-completes-{course}-{round}",
            OccurredAt = BenchmarkDates.NoonBefore(Begun.AddMonths(3 * round).AddDays(1)),
            UserId = Learner,
            ActivityId = Activity(course),
            CompletedOn = Begun.AddMonths(3 * round),
        };

    private static string Activity(int course) => $"refresher-{course}";

    private Task RecordedAsync(string which, int expected) =>
        deployment.UntilAsync(
            async () => await CountAsync(which) >= expected,
            $"{expected} events of {Learner} are recorded where {which}"
        );

    private Task<long> CountAsync(string which) =>
        deployment.Sandbox.ValueAsync<long>(
            $"select count(*) from {DatabaseSchema.Name}.mt_events where (stream_id = 'learner/{Learner}' or stream_id in (select "
                + $"'enrollment/' || activity_id || '/{Learner}' from {OwnTables.Enrollment} where learner_id = '{Learner}')) and {which}"
        );
}
