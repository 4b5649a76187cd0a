using Enrollment.Contracts;
using Enrollment.Domain.Calendar;
using Enrollment.Processing.Nights;
using Enrollment.Processing.Observability;
using Enrollment.Storage;
using Enrollment.Storage.Clock;
using Enrollment.Storage.Nights;
using Enrollment.Storage.Schema;
using Enrollment.TestKit;
using Enrollment.Worker.Consuming;
using Enrollment.Worker.DeadLetters;
using Enrollment.Worker.Nights;
using JasperFx.Events;
using Marten;
using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Enrollment.Worker.Tests.NightlyCycle;

/// <summary>Workers with nothing but the nightly cycle, on real servers, and what they stored.</summary>
internal sealed class NightlyWorld : IAsyncDisposable
{
    private readonly List<IHost> _workers = [];

    private NightlyWorld(NightlyServers servers)
    {
        Servers = servers;
        Store = DocumentStore.For(Configure);
    }

    public static BusinessCalendar Calendar { get; } = new(TimeZoneInfo.Utc, new TimeOnly(2, 0));

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2025, 6, 1, 12, 0, 0, TimeSpan.Zero));

    /// <summary>The workers' own clocks; <see cref="Time"/> is the organization's.</summary>
    public SkewedClock Machine { get; } = new();

    public IDocumentStore Store { get; }

    public NightlyServers Servers { get; }

    public IBus Bus(int worker = 0) => _workers[worker].Services.GetRequiredService<IBus>();

    public static async Task<NightlyWorld> Create()
    {
        var world = new NightlyWorld(await NightlyServers.Create());
        await SchemaChanges.ApplyAsync(world.Store, CancellationToken.None);
        return world;
    }

    public async Task StartWorkers(int count, NightScript order, bool clock = false, int concurrency = 2)
    {
        foreach (var number in Enumerable.Range(1, count))
            await StartWorker($"worker {number}", order, clock, concurrency);
    }

    /// <summary>Asks for a run as an operator does, at the instant it is due, or now if that has passed.</summary>
    public async Task Ask(DateOnly date, int worker = 0)
    {
        if (Time.GetUtcNow() < Calendar.NightlyInstant(date))
            Time.SetUtcNow(Calendar.NightlyInstant(date));
        await NightlyRequest.StoreAsync(Store, date, Time.GetUtcNow(), _ => { }, CancellationToken.None);
        await Bus(worker).Publish(new StartNightlyRun(date));
    }

    public async Task<NightlyRunDocument> Completed(DateOnly date, int withinSeconds = 40) =>
        (await Eventually(() => Run(date), run => run?.CompletedAt is not null, withinSeconds))!;

    public async Task<NightlyRunDocument?> Run(DateOnly date)
    {
        await using var session = Store.QuerySession();
        return await session.LoadAsync<NightlyRunDocument>(NightlyRun.IdOf(date));
    }

    public async Task<IReadOnlyList<T>> All<T>()
        where T : class
    {
        await using var session = Store.QuerySession();
        return await session.Query<T>().ToListAsync();
    }

    public async Task<IReadOnlyList<object>> Events(DateOnly date)
    {
        await using var session = Store.QuerySession();
        return [.. (await session.Events.FetchStreamAsync(NightlyRun.StreamOf(date))).Select(e => e.Data)];
    }

    public async Task Given(params object[] documents)
    {
        await using var session = Store.LightweightSession();
        session.InsertObjects(documents);
        await session.SaveChangesAsync();
    }

    public static async Task<T> Eventually<T>(Func<Task<T>> look, Predicate<T> satisfied, int withinSeconds = 40)
    {
        var until = DateTime.UtcNow.AddSeconds(withinSeconds);
        while (true)
        {
            var seen = await look();
            if (satisfied(seen))
                return seen;
            if (DateTime.UtcNow > until)
                throw new TimeoutException($"Not within {withinSeconds} s; last seen: {System.Text.Json.JsonSerializer.Serialize(seen)}");
            await Task.Delay(50);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in _workers)
        {
            await worker.StopAsync();
            worker.Dispose();
        }

        Store.Dispose();
        await Servers.DisposeAsync();
    }

    private async Task StartWorker(string name, NightScript order, bool clock, int concurrency)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders().AddConsole().SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddMarten(Configure);
        builder.Services.AddSingleton(new EnrollmentOptions { RabbitMq = Servers.RabbitMq.ToString(), Concurrency = concurrency });
        builder.Services.AddSingleton<EnrollmentMetrics>();
        builder.Services.AddSingleton<DeadLetterForwarder>().AddSingleton<EndpointConsumers>();
        builder.Services.AddSingleton(Calendar).AddSingleton<TimeProvider>(Time).AddSingleton(new MachineClock(Machine));
        builder.Services.AddNightlyCycle(withClock: clock);
        builder.Services.AddKeyedSingleton<INightlyPhaseHandler>(
            NightlyPhase.Batch,
            new RecordingPhaseHandler(NightlyPhase.Batch, name, order)
        );
        builder.Services.AddKeyedSingleton<INightlyPhaseHandler>(
            NightlyPhase.Rollover,
            new RecordingPhaseHandler(NightlyPhase.Rollover, name, order)
        );
        builder.Services.AddMassTransit(bus =>
        {
            NightlyRunSetup.ConfigureBus(bus);
            bus.UsingRabbitMq(
                (context, rabbit) =>
                {
                    rabbit.Host(Servers.RabbitMq);
                    rabbit.ConfigureEndpoints(context);
                }
            );
        });
        builder.Services.AddOptions<MassTransitHostOptions>().Configure(options => options.WaitUntilStarted = true);
        var worker = builder.Build();
        // Two hosts in one process: without this the second logs through the first one's.
        LogContext.ConfigureCurrentLogContext(worker.Services.GetRequiredService<ILoggerFactory>());
        _workers.Add(worker);
        await worker.StartAsync();
    }

    private void Configure(StoreOptions options)
    {
        options.Connection(Servers.Postgres);
        options.DisableNpgsqlLogging = true;
        options.Events.StreamIdentity = StreamIdentity.AsString;
        options.Events.AppendMode = EventAppendMode.QuickWithServerTimestamps;
        options.Events.MetadataConfig.CorrelationIdEnabled = true;
        options.Events.MetadataConfig.CausationIdEnabled = true;
        options.UseSystemTextJsonForSerialization(Weasel.Core.EnumStorage.AsString, Weasel.Core.Casing.CamelCase);
        options.Schema.For<CompletedWork>();
        StorageParts.ConfigureNights(options);
        OwnTableSchema.Configure(options);
    }
}
