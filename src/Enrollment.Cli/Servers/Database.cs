using Enrollment.Worker.Clock;
using Enrollment.Worker.Health.Conditions;
using Enrollment.Worker.Storage;
using Marten;

namespace Enrollment.Cli.Servers;

/// <summary>The worker's store, without its daemon.</summary>
internal sealed class Database : IAsyncDisposable
{
    private readonly ServiceProvider services;
    private readonly DemonstrationClock _clock = new();

    private Database(Settings settings)
    {
        services = new ServiceCollection().AddLogging().AddSingleton(settings.Options).AddSingleton(settings.Calendar)
            .AddStorage(settings.Options, withDaemon: false)
            .AddSingleton<TimeProvider>(_clock).AddStoredConditions()
            .BuildServiceProvider();
        Store = services.GetRequiredService<IDocumentStore>();
        Settings = settings;
    }

    public IDocumentStore Store { get; }

    public Settings Settings { get; }

    /// <summary>Shows what <see cref="Now"/> found last.</summary>
    public TimeProvider Clock => _clock;

    /// <summary>What can be told from the database of whether work goes on.</summary>
    public IEnumerable<ICondition> Conditions => services.GetServices<ICondition>();

    /// <summary>The worker makes the tables; a command on an empty database says so instead of making some of them.</summary>
    public static async Task<Database> Open(Settings settings, CancellationToken cancellation)
    {
        var database = new Database(settings);
        await using var source = Npgsql.NpgsqlDataSource.Create(settings.Options.Postgres);
        await using var command = source.CreateCommand($"select to_regclass('{MartenSetup.Schema}.mt_events') is not null");
        if (await command.ExecuteScalarAsync(cancellation) is true)
            return database;
        await database.DisposeAsync();
        throw new CommandFailed("The database has no Enrollment tables yet: start the worker first, it makes them.");
    }

    /// <summary>The organization's time: what the demonstration clock shows where there is one.</summary>
    public async Task<DateTimeOffset> Now(CancellationToken cancellation)
    {
        if (Settings.Options.DemonstrationClock)
        {
            await using var session = Store.QuerySession();
            _clock.Follow(await session.LoadAsync<ClockSetting>(ClockSetting.OnlyId, cancellation));
        }

        return _clock.GetUtcNow();
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();
}
