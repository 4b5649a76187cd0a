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
    private static readonly TimeSpan NightInterval = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan RuleInterval = TimeSpan.FromSeconds(15);

    /// <summary>Fewer than a night announces that enrolls everybody, and more than wait while the reader is there.</summary>
    private const int LimitedQueueLength = 1_000;

    /// <summary>The exit code: 1 when anything is lost or doubled or else not as it must be.</summary>
    public async Task<int> RunAsync()
    {
        try
        {
            return await RunCoreAsync() ? 0 : 1;
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            return 130;
        }
        catch (Exception broken)
        {
            ProgressLog.Write($"the run broke off and judges nothing: {broken}");
            return 1;
        }
    }

    private async Task<bool> RunCoreAsync()
    {
        var database = new Database(settings.Folder, new NpgsqlConnectionStringBuilder(Variable("Postgres")));
        using var broker = new Broker(settings.Folder, new Uri(Variable("RabbitMq")), new Uri(Variable("RabbitMqManagement")));
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddStorage(new EnrollmentOptions { Postgres = database.Application.ConnectionString })
            .BuildServiceProvider();
        var store = services.GetRequiredService<IDocumentStore>();
        await PrepareAsync(store, database, broker);
        using var clock = new VirtualClock(store);
        await clock.BeginAsync(cancellationToken);
        await using var lms = new LmsConsumer(broker.Amqp, LmsConsumer.Unlimited);
        await using var limited = new LmsConsumer(broker.Amqp, LmsConsumer.Limited, LimitedQueueLength);
        await Task.WhenAll(lms.OpenAsync(), limited.OpenAsync());
        using var ledger = new MessageLedger(settings.Ledger);
        using var hostileLedger = new HostileLedger(settings.HostileLedger);
        await using var publisher = new LedgerPublisher(broker.AmqpOf(LedgerPublisher.User), ledger);
        await using var hostile = new HostilePublisher(broker.AmqpOf(HostilePublisher.User), hostileLedger);
        await using var flood = new HostilePublisher(broker.AmqpOf(HostilePublisher.FloodUser), hostileLedger);
        await using var workers = new WorkerPool(settings, database, broker);
        var environment = new ChaosEnvironment(
            settings,
            database,
            broker,
            workers,
            publisher,
            new TrafficGenerator(settings.Seed, clock),
            clock,
            cancellationToken
        )
        {
            Hostile = hostile,
            Flood = flood,
            LimitedLms = limited,
            Enrollctl = new Enrollctl(settings, database, broker),
            Store = store,
        };
        await BeginAsync(environment);
        await using var watch = new ConsumerMonitor(workers, database, broker);
        var injector = await InjectFaultsAsync(environment);
        var recovery = await Recovery.RunAsync(environment, store);
        ProgressLog.Write("judging");
        var verdict = new Judge(
            await MessageLedger.ReadAsync(settings.Ledger),
            await HostileLedger.ReadAsync(settings.HostileLedger),
            await SystemState.LoadAsync(store, cancellationToken),
            new[] { lms, limited }.ToDictionary(mailbox => mailbox.Queue, mailbox => mailbox.Received),
            recovery.LastNight
        ).Evaluate();
        await AddOtherFindingsAsync(verdict, environment, recovery, watch, store, database);
        Report.Write(
            settings,
            verdict,
            injector.Injected,
            injector.Missed,
            ledger.Sendings,
            lms.Received.Count,
            workers.Starts,
            recovery.Duration
        );
        return verdict.Passed;
    }

    private static async Task PrepareAsync(IDocumentStore store, Database database, Broker broker)
    {
        await SchemaChanges.ApplyAsync(store, CancellationToken.None);
        await database.GiveRightsAsync();
        await PoisonFaults.InstallAsync(database);
        foreach (var user in new[] { LedgerPublisher.User, HostilePublisher.User, HostilePublisher.FloodUser })
            await broker.AddPublisherAsync(user);
    }

    /// <summary>What was found elsewhere than in what is stored and received.</summary>
    private async Task AddOtherFindingsAsync(
        Verdict verdict,
        ChaosEnvironment environment,
        Recovery recovery,
        ConsumerMonitor watch,
        IDocumentStore store,
        Database database
    )
    {
        var record = await new Verification(
            store,
            database.Application.ConnectionString,
            VirtualClock.Calendar,
            environment.Clock.Now
        ).RunAsync([recovery.Digest], cancellationToken);
        foreach (var finding in record.Findings)
            verdict.AddFinding("record", $"{finding.Kind} {finding.Stream} {finding.Version}: {finding.What}");
        ProgressLog.Write($"the record's chain covers {record.Chain.Position:N0} of {record.Events:N0} events");
        foreach (var (check, what) in environment.Findings)
            verdict.AddFinding(check, what);
        watch.Gaps.Check(verdict);
        if (recovery.Problem is { } problem)
            verdict.AddFinding("liveness", problem);
        if (recovery.Status is { } status)
            verdict.AddFinding("conditions", status);
    }

    private async Task BeginAsync(ChaosEnvironment environment)
    {
        ProgressLog.Write($"seed {settings.Seed}: two workers start, {Settings.People:N0} people come");
        if (!await Polling.UntilAsync(environment.Workers.AreReadyAsync, TimeSpan.FromMinutes(2), cancellationToken))
            throw new InvalidOperationException($"The workers did not become ready: see {settings.Folder}/worker-1/worker.log.");
        foreach (var message in environment.Traffic.FirstRules())
            await environment.Publisher.SendUntilConfirmedAsync(message, cancellationToken);
        foreach (var message in environment.Traffic.Beginning())
            await environment.Publisher.SendAsync(message, cancellationToken);
        await environment.Publisher.WaitForConfirmsAsync(cancellationToken);
    }

    private async Task<FaultInjector> InjectFaultsAsync(ChaosEnvironment environment)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        end.CancelAfter(TimeSpan.FromSeconds(settings.Seconds));
        var busy = Task.WhenAll(
            RepeatAsync(() => SendNextAsync(environment), TimeSpan.FromSeconds(1.0 / Settings.PerSecond), end.Token),
            RepeatAsync(() => StartNightAsync(environment), NightInterval, end.Token),
            RepeatAsync(() => environment.Publisher.SendAsync(environment.Traffic.Rule(), cancellationToken), RuleInterval, end.Token)
        );
        var injector = new FaultInjector(environment);
        await injector.RunAsync(end.Token);
        await busy;
        return injector;
    }

    private async Task StartNightAsync(ChaosEnvironment environment)
    {
        try
        {
            await environment.Clock.ToNextNightAsync(cancellationToken);
        }
        catch (FaultMissedException missed)
        {
            ProgressLog.Write($"    a regular night is left out: {missed.Message}");
        }
    }

    private static Task SendNextAsync(ChaosEnvironment environment) =>
        environment.Publisher.SendAsync(environment.Traffic.Next(), environment.CancellationToken);

    /// <summary>Keeps the pace, and catches up after it was held up for a while.</summary>
    private static async Task RepeatAsync(Func<Task> what, TimeSpan pause, CancellationToken end)
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
