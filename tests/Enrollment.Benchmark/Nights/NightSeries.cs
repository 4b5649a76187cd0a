using Enrollment.Benchmark.Announcing;
using Enrollment.Benchmark.Messages;
using Enrollment.Benchmark.Seeding;
using Enrollment.Benchmark.Servers;
using Enrollment.Contracts;
using Enrollment.Intake.Facts;
using Enrollment.Storage.Access;
using Enrollment.Storage.Schema;

namespace Enrollment.Benchmark.Nights;

/// <summary>The nights of one database, in the order of their dates: each continues from what the one before left.</summary>
internal sealed class NightSeries(Deployment deployment, NightlyRunClient runner, int learners)
{
    public const int ChangedPeople = 1_000;

    private Sandbox Sandbox => deployment.Sandbox;

    /// <summary>
    /// Enrolls some people and opens their enrollments, so that what is measured then is a worker that has done it before.
    /// </summary>
    public async Task WarmUpAsync(int pilots)
    {
        await deployment.IsQuietAsync();
        await deployment.SaveAsync(FactMessages.PilotRule);
        await deployment.SaveAsync(FactMessages.NewcomersRule);
        EnrollmentCheck.Counts((await runner.RunAsync(BenchmarkDates.PilotsPlanned)).Batch, pilots);
        EnrollmentCheck.Counts((await runner.RunAsync(BenchmarkDates.PilotsOpen)).Rollover, pilots);
        await deployment.IsQuietAsync();
    }

    /// <summary>A rule for the entire company, and one more night right after.</summary>
    public async Task<NightFigures> FullAsync()
    {
        var before = await BytesAsync();
        await using var announced = await AnnouncementQueue.BindAsync(Sandbox.RabbitMq);
        await deployment.SaveAsync(FactMessages.CompanyRule);
        var full = await runner.RunAsync(BenchmarkDates.Full);
        var noop = await runner.RunAsync(BenchmarkDates.Noop);
        await deployment.UntilAsync(() => Task.FromResult(announced.Depth >= learners), "every enrollment is announced");
        await announced.StopLookingAsync();
        await CheckAsync(full, noop);
        return new NightFigures(learners, full, noop)
        {
            AnnouncedPerSecond = announced.DepthAt(full.CompletedAt) / full.Seconds,
            AnnouncedToTheEndPerSecond = learners / (announced.ReachedAt(learners) - full.StartedAt).TotalSeconds,
            BytesPerEnrollment = (double)(await BytesAsync() - before) / learners,
        };
    }

    /// <summary>Some people join a group with a rule of its own, by a feed.</summary>
    public async Task<NightlyRunResult> DailyAsync()
    {
        var joining = Enumerable.Range(learners - ChangedPeople, ChangedPeople);
        await deployment.Publisher.PublishAllAsync(joining.Select(number => Publisher.Of(FactMessages.JoinsNewcomers(number))));
        await deployment.UntilAsync(
            async () =>
                await Sandbox.ValueAsync<long>($"select count(*) from {OwnTables.LearnerGroup} where group_id = '{FactMessages.Newcomers}'")
                == ChangedPeople,
            "every change is stored"
        );
        await deployment.IsQuietAsync();
        var daily = await runner.RunAsync(BenchmarkDates.Daily);
        EnrollmentCheck.Counts(daily.Batch, ChangedPeople);
        await EnrollmentCheck.StoredAsync(Sandbox, FactMessages.Newcomers, "open", "period_planned", ChangedPeople);
        return daily;
    }

    /// <summary>Everybody gets one more enrollment, scheduled; the next night opens all of them.</summary>
    public async Task<NightlyRunResult> RolloverAsync()
    {
        await deployment.SaveAsync(FactMessages.ScheduledRule);
        EnrollmentCheck.Counts((await runner.RunAsync(BenchmarkDates.RolloverPlanned)).Batch, learners);
        await EnrollmentCheck.StoredAsync(Sandbox, FactMessages.Scheduled, "scheduled", "period_planned", learners);
        await deployment.IsQuietAsync();
        var rollover = await runner.RunAsync(BenchmarkDates.Rollover);
        EnrollmentCheck.Counts(rollover.Batch, 0);
        EnrollmentCheck.Counts(rollover.Rollover, learners);
        await EnrollmentCheck.StoredAsync(Sandbox, FactMessages.Scheduled, "open", "period_opened", learners);
        return rollover;
    }

    private async Task CheckAsync(NightlyRunResult full, NightlyRunResult noop)
    {
        EnrollmentCheck.Counts(full.Batch, learners);
        EnrollmentCheck.Counts(noop.Batch + noop.Rollover, 0);
        await EnrollmentCheck.StoredAsync(Sandbox, FactMessages.Company, "open", "period_planned", learners);
    }

    private Task<long> BytesAsync() =>
        Sandbox.ValueAsync<long>(
            $"select (pg_total_relation_size('{DatabaseSchema.Name}.mt_streams') + "
                + $"pg_total_relation_size('{DatabaseSchema.Name}.mt_events') + pg_total_relation_size('{OwnTables.Enrollment}'))::bigint"
        );
}
