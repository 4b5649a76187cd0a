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
internal sealed class NightSeries(Deployment deployment, NightRunner runner, int learners)
{
    public const int ChangedPeople = 1_000;

    private Sandbox Sandbox => deployment.Sandbox;

    /// <summary>
    /// Enrolls some people and opens their enrollments, so that what is measured then is a worker that has done it before.
    /// </summary>
    public async Task WarmUp(int pilots)
    {
        await deployment.IsQuiet();
        await deployment.Save(Facts.PilotRule);
        await deployment.Save(Facts.NewcomersRule);
        EnrollmentCheck.Counts((await runner.Run(Dates.PilotsPlanned)).Batch, pilots);
        EnrollmentCheck.Counts((await runner.Run(Dates.PilotsOpen)).Rollover, pilots);
        await deployment.IsQuiet();
    }

    /// <summary>A rule for the entire company, and one more night right after.</summary>
    public async Task<NightFigures> Full()
    {
        var before = await Bytes();
        await using var announced = await AnnouncementQueue.Bind(Sandbox.RabbitMq);
        await deployment.Save(Facts.CompanyRule);
        var full = await runner.Run(Dates.Full);
        var noop = await runner.Run(Dates.Noop);
        await deployment.Until(() => Task.FromResult(announced.Depth >= learners), "every enrollment is announced");
        await announced.StopLooking();
        await Check(full, noop);
        return new NightFigures(learners, full, noop)
        {
            AnnouncedPerSecond = announced.DepthAt(full.CompletedAt) / full.Seconds,
            AnnouncedToTheEndPerSecond = learners / (announced.ReachedAt(learners) - full.StartedAt).TotalSeconds,
            BytesPerEnrollment = (double)(await Bytes() - before) / learners,
        };
    }

    /// <summary>Some people join a group with a rule of its own, by a feed.</summary>
    public async Task<Night> Daily()
    {
        var joining = Enumerable.Range(learners - ChangedPeople, ChangedPeople);
        await deployment.Publisher.PublishAll(joining.Select(number => Publisher.Of(Facts.JoinsNewcomers(number))));
        await deployment.Until(
            async () =>
                await Sandbox.Value<long>($"select count(*) from {OwnTables.LearnerGroup} where group_id = '{Facts.Newcomers}'")
                == ChangedPeople,
            "every change is stored"
        );
        await deployment.IsQuiet();
        var daily = await runner.Run(Dates.Daily);
        EnrollmentCheck.Counts(daily.Batch, ChangedPeople);
        await EnrollmentCheck.Stored(Sandbox, Facts.Newcomers, "open", "period_planned", ChangedPeople);
        return daily;
    }

    /// <summary>Everybody gets one more enrollment, scheduled; the next night opens all of them.</summary>
    public async Task<Night> Rollover()
    {
        await deployment.Save(Facts.ScheduledRule);
        EnrollmentCheck.Counts((await runner.Run(Dates.RolloverPlanned)).Batch, learners);
        await EnrollmentCheck.Stored(Sandbox, Facts.Scheduled, "scheduled", "period_planned", learners);
        await deployment.IsQuiet();
        var rollover = await runner.Run(Dates.Rollover);
        EnrollmentCheck.Counts(rollover.Batch, 0);
        EnrollmentCheck.Counts(rollover.Rollover, learners);
        await EnrollmentCheck.Stored(Sandbox, Facts.Scheduled, "open", "period_opened", learners);
        return rollover;
    }

    private async Task Check(Night full, Night noop)
    {
        EnrollmentCheck.Counts(full.Batch, learners);
        EnrollmentCheck.Counts(noop.Batch + noop.Rollover, 0);
        await EnrollmentCheck.Stored(Sandbox, Facts.Company, "open", "period_planned", learners);
    }

    private Task<long> Bytes() =>
        Sandbox.Value<long>(
            $"select (pg_total_relation_size('{DatabaseSchema.Name}.mt_streams') + pg_total_relation_size('{DatabaseSchema.Name}.mt_events') + pg_total_relation_size('{OwnTables.Enrollment}'))::bigint"
        );
}
