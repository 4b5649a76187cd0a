using Enrollment.Processing.Batching;
using Enrollment.Processing.Facts;
using Enrollment.Storage.Nights;
using Enrollment.TestKit;
using Enrollment.Worker.Nights;

namespace Enrollment.Worker.Tests.NightlyCycle;

/// <summary>Every message of the night is forged at each of its moments, a thousand at once; what is stored stays the same.</summary>
public sealed class When_night_messages_are_forged
{
    private static readonly DateOnly Date = new(2025, 6, 2);
    private static readonly DateOnly Next = Date.AddDays(1);

    private string _undisturbed = "";

    [OneTimeSetUp]
    public async Task LiveUndisturbed()
    {
        await using var world = await Begin(new NightScript());
        _undisturbed = await LiveOn(world);
    }

    [Test]
    public async Task Should_begin_nothing_before_the_night_is_due()
    {
        await using var world = await Begin(new NightScript());
        await using var forger = await NightMessageForger.Connect(world.Servers.RabbitMq);
        world.Time.SetUtcNow(NightlyWorld.Calendar.NightlyInstant(Date).AddHours(-1));
        await Flood(forger);
        await Taken(forger);
        (await world.All<NightlyRunDocument>()).Should().BeEmpty();
        (await LiveOn(world)).Should().Be(_undisturbed);
        (await forger.DeadLetters()).Should().Be(0);
    }

    [TestCase(NightlyPhase.Batch, 0, "PlanningBatch", TestName = "Should_change_nothing_before_the_batch_is_planned")]
    [TestCase(NightlyPhase.Batch, 1, "RunningBatch", TestName = "Should_change_nothing_between_the_plan_and_the_segments")]
    [TestCase(NightlyPhase.Rollover, 0, "PlanningRollover", TestName = "Should_change_nothing_before_the_rollover_is_planned")]
    [TestCase(NightlyPhase.Rollover, 1, "RunningRollover", TestName = "Should_change_nothing_in_the_rollover")]
    public async Task Should_change_nothing(NightlyPhase phase, int segment, string state)
    {
        var order = new NightScript { Holds = (held, number) => held == phase && (segment == 0 ? number == 0 : number > 0) };
        await using var world = await Begin(order);
        await using var forger = await NightMessageForger.Connect(world.Servers.RabbitMq);
        await world.Ask(Date);
        await NightlyWorld.Eventually(() => world.Run(Date), run => run?.CurrentState == state);
        await Flood(forger);
        await Task.Delay(TimeSpan.FromSeconds(2));
        (await world.Run(Date))!.CurrentState.Should().Be(state, "nothing of it is done yet");
        order.Release();
        (await LiveOn(world)).Should().Be(_undisturbed);
        await Taken(forger);
        (await forger.DeadLetters()).Should().Be(0);
    }

    [Test]
    public async Task Should_change_nothing_after_the_night_nor_write_its_run_again()
    {
        await using var world = await Begin(new NightScript());
        await using var forger = await NightMessageForger.Connect(world.Servers.RabbitMq);
        await world.Ask(Date);
        var before = await world.Completed(Date);
        await Flood(forger);
        await Taken(forger);
        (await world.Run(Date))!.Version.Should().Be(before.Version);
        (await LiveOn(world)).Should().Be(_undisturbed);
        (await forger.DeadLetters()).Should().Be(0);
    }

    private static async Task<NightlyWorld> Begin(NightScript order)
    {
        var world = await NightlyWorld.Create();
        await world.Given(new NightlySchedulerState { Since = world.Time.GetUtcNow(), LastDate = Date.AddDays(-1) });
        await world.StartWorkers(2, order);
        return world;
    }

    private static Task<int> Flood(NightMessageForger forger) => forger.Forge(5, Date.AddDays(-1), Date, Next);

    private static Task<uint> Taken(NightMessageForger forger) =>
        NightlyWorld.Eventually(forger.Waiting, waiting => waiting == 0, withinSeconds: 120);

    /// <summary>This night and the next to their end, and all that is left of them.</summary>
    private static async Task<string> LiveOn(NightlyWorld world)
    {
        await world.Ask(Date);
        await world.Completed(Date, withinSeconds: 120);
        await world.Ask(Next);
        await world.Completed(Next, withinSeconds: 120);
        return await Remains(world);
    }

    private static async Task<string> Remains(NightlyWorld world)
    {
        var done = await world.All<CompletedWork>();
        return string.Join(
            '\n',
            [
                .. (await world.All<NightlyRunDocument>()).Select(Words).Order(),
                .. (await world.Events(Date)).Concat(await world.Events(Next)).Select(Words),
                .. (await world.All<PhasePlan>()).Select(plan => $"plan {plan.Id} {plan.Work}").Order(),
                .. (await world.All<SegmentResult>()).Select(result => $"result {result.Id} {result.Counts}").Order(),
                .. done.Select(one => one.Piece).Order(),
                .. (await world.All<NightlySchedulerState>()).Select(ledger =>
                    $"{ledger.LastDate:O} {ledger.Unfinished} {ledger.Requested}"
                ),
                $"the rollover after the batch: {done.All(one => one.Phase == NightlyPhase.Batch || IsAfterBatch(one, done))}",
            ]
        );
    }

    private static string Words(NightlyRunDocument run) =>
        $"{run.BusinessDate:O} {run.CurrentState} {run.Batch.Counts} {run.Rollover.Counts}";

    private static string Words(object told) =>
        told is NightFinished finished ? $"finished {finished.Batch} {finished.Rollover}" : told.GetType().Name;

    private static bool IsAfterBatch(CompletedWork rollover, IEnumerable<CompletedWork> done) =>
        done.Where(one => one.Date == rollover.Date && one.Phase == NightlyPhase.Batch).All(batch => batch.At < rollover.At);
}
