using System.Diagnostics;
using Enrollment.Chaos.Faults;
using Enrollment.Chaos.Judging;
using Enrollment.Chaos.Publishing;
using Enrollment.Chaos.Servers;
using Enrollment.Chaos.Workers;
using Enrollment.Intake.Json;
using Enrollment.Processing.Preview;
using Enrollment.Queries.Auditing;
using Enrollment.Storage;
using Enrollment.Storage.Auditing;
using Enrollment.Storage.Schema;
using Enrollment.Worker.Observability;
using Marten;
using Npgsql;

namespace Enrollment.Chaos;

/// <summary>One run: a deployment comes to life, is disturbed, is left alone, and is judged.</summary>
internal sealed class ChaosRun(Settings settings, CancellationToken cancellationToken)
{
    private static readonly TimeSpan BetweenNights = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan BetweenRules = TimeSpan.FromSeconds(15);

    /// <summary>Fewer than a night announces that enrolls everybody, and more than wait while the reader is there.</summary>
    private const int MostInLimitedQueue = 1_000;

    /// <summary>The exit code: 1 when anything is lost or doubled or else not as it must be.</summary>
    public async Task<int> Execute()
    {
        try
        {
            return await Live() ? 0 : 1;
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            return 130;
        }
        catch (Exception broken)
        {
            Progress.Say($"the run broke off and judges nothing: {broken}");
            return 1;
        }
    }

    private async Task<bool> Live()
    {
        var database = new Database(settings.Folder, new NpgsqlConnectionStringBuilder(Variable("Postgres")));
        using var broker = new Broker(settings.Folder, new Uri(Variable("RabbitMq")), new Uri(Variable("RabbitMqManagement")));
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddStorage(new EnrollmentOptions { Postgres = database.Application.ConnectionString })
            .BuildServiceProvider();
        var store = services.GetRequiredService<IDocumentStore>();
        await Prepare(store, database, broker);
        using var clock = new VirtualClock(store);
        await clock.Begin(cancellationToken);
        await using var lms = new Mailbox(broker.Amqp, Mailbox.Unlimited);
        await using var limited = new Mailbox(broker.Amqp, Mailbox.Limited, MostInLimitedQueue);
        await Task.WhenAll(lms.Open(), limited.Open());
        using var ledger = new Ledger(settings.Ledger);
        using var hostileLedger = new HostileLedger(settings.HostileLedger);
        await using var publisher = new LedgerPublisher(broker.AmqpOf(LedgerPublisher.User), ledger);
        await using var hostile = new HostilePublisher(broker.AmqpOf(HostilePublisher.User), hostileLedger);
        await using var flood = new HostilePublisher(broker.AmqpOf(HostilePublisher.FloodUser), hostileLedger);
        await using var crew = new Crew(settings, database, broker);
        var scene = new Scene(settings, database, broker, crew, publisher, new Traffic(settings.Seed, clock), clock, cancellationToken)
        {
            Hostile = hostile,
            Flood = flood,
            LimitedLms = limited,
            Enrollctl = new Enrollctl(settings, database, broker),
            Store = store,
        };
        await Begin(scene);
        await using var watch = new ConsumerWatch(crew, database, broker);
        var injector = await Disturb(scene);
        var recovery = await Recovery.Of(scene, store);
        Progress.Say("judging");
        var verdict = new Judge(
            await Ledger.Read(settings.Ledger),
            await HostileLedger.Read(settings.HostileLedger),
            await Stored.Read(store, cancellationToken),
            new[] { lms, limited }.ToDictionary(mailbox => mailbox.Queue, mailbox => mailbox.Received),
            recovery.LastNight
        ).Decide();
        await Add(verdict, scene, recovery, watch, store, database);
        Report.Show(settings, verdict, injector.Injected, injector.Missed, ledger.Sendings, lms.Received.Count, crew.Starts, recovery.Took);
        return verdict.IsGood;
    }

    private static async Task Prepare(IDocumentStore store, Database database, Broker broker)
    {
        await SchemaChanges.ApplyAsync(store, CancellationToken.None);
        await database.GiveRights();
        await PoisonFaults.Lay(database);
        foreach (var user in new[] { LedgerPublisher.User, HostilePublisher.User, HostilePublisher.FloodUser })
            await broker.AddPublisher(user);
    }

    /// <summary>What was found elsewhere than in what is stored and received.</summary>
    private async Task Add(Verdict verdict, Scene scene, Recovery recovery, ConsumerWatch watch, IDocumentStore store, Database database)
    {
        var record = await new Verification(store, database.Application.ConnectionString).Run([recovery.Digest], cancellationToken);
        foreach (var finding in record.Findings)
            verdict.Found("record", $"{finding.Kind} {finding.Stream} {finding.Version}: {finding.What}");
        Progress.Say($"the record's chain covers {record.Chain.Position:N0} of {record.Events:N0} events");
        foreach (var (check, what) in scene.Findings)
            verdict.Found(check, what);
        watch.Gaps.Look(verdict);
        if (recovery.Problem is { } problem)
            verdict.Found("liveness", problem);
        if (recovery.Status is { } status)
            verdict.Found("conditions", status);
    }

    private async Task Begin(Scene scene)
    {
        Progress.Say($"seed {settings.Seed}: two workers start, {Settings.People:N0} people come");
        if (!await Wait.Until(scene.Crew.AllReady, TimeSpan.FromMinutes(2), cancellationToken))
            throw new InvalidOperationException($"The workers did not become ready: see {settings.Folder}/worker-1/worker.log.");
        foreach (var message in scene.Traffic.FirstRules())
            await scene.Publisher.SendForSure(message, cancellationToken);
        foreach (var message in scene.Traffic.Beginning())
            await scene.Publisher.Send(message, cancellationToken);
        await scene.Publisher.Settle(cancellationToken);
    }

    private async Task<Injector> Disturb(Scene scene)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        end.CancelAfter(TimeSpan.FromSeconds(settings.Seconds));
        var busy = Task.WhenAll(
            Again(() => SendOne(scene), TimeSpan.FromSeconds(1.0 / Settings.PerSecond), end.Token),
            Again(() => NextNight(scene), BetweenNights, end.Token),
            Again(() => scene.Publisher.Send(scene.Traffic.Rule(), cancellationToken), BetweenRules, end.Token)
        );
        var injector = new Injector(scene);
        await injector.Run(end.Token);
        await busy;
        return injector;
    }

    private async Task NextNight(Scene scene)
    {
        try
        {
            await scene.Clock.ToNextNight(cancellationToken);
        }
        catch (FaultMissedException missed)
        {
            Progress.Say($"    a regular night is left out: {missed.Message}");
        }
    }

    private static Task SendOne(Scene scene) => scene.Publisher.Send(scene.Traffic.Next(), scene.Cancellation);

    /// <summary>Keeps the pace, and catches up after it was held up for a while.</summary>
    private static async Task Again(Func<Task> what, TimeSpan pause, CancellationToken end)
    {
        var since = Stopwatch.StartNew();
        for (var times = 0L; !end.IsCancellationRequested; times++)
        {
            await what();
            if ((pause * times) - since.Elapsed is { Ticks: > 0 } early)
                await Task.Delay(early, CancellationToken.None);
            else if (since.Elapsed - (pause * times) > TimeSpan.FromSeconds(5))
                times = (long)(since.Elapsed / pause);
        }
    }

    private static string Variable(string name) =>
        Environment.GetEnvironmentVariable($"Enrollment__{name}") is { Length: > 0 } value
            ? value
            : throw new InvalidOperationException($"Enrollment__{name} is not set: the program is started by infra/chaos.sh.");
}
