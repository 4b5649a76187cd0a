using Enrollment.Cli.Errors;
using Enrollment.Domain.Rules;
using Enrollment.Operations.Conditions;
using Enrollment.Processing;
using Enrollment.Processing.Batching;
using Enrollment.Processing.Facts;
using Enrollment.Processing.Rules;
using Enrollment.Queries.Conditions;
using Enrollment.Storage.Access;
using Enrollment.Storage.Clock;
using Enrollment.Storage.Schema;
using Marten;

namespace Enrollment.Cli.Servers;

/// <summary>The worker's store, without its daemon.</summary>
internal sealed class Database : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly DemonstrationClock _clock = new();

    private Database(Settings settings)
    {
        _services = new ServiceCollection()
            .AddLogging()
            .AddStorage(settings.Options)
            .AddSingleton(settings.Options)
            .AddSingleton(settings.Calendar)
            .AddSingleton<TimeProvider>(_clock)
            .AddStoredConditions()
            .AddRecording()
            .BuildServiceProvider();
        Store = _services.GetRequiredService<IDocumentStore>();
        Settings = settings;
    }

    public IDocumentStore Store { get; }

    public Settings Settings { get; }

    /// <summary>The time that <see cref="GetNowAsync"/> returned last.</summary>
    public TimeProvider Clock => _clock;

    /// <summary>The health conditions that the database can answer.</summary>
    public IEnumerable<ICondition> Conditions => _services.GetServices<ICondition>();

    /// <summary>Fails on an empty database instead of creating some of the tables.</summary>
    public static async Task<Database> OpenAsync(Settings settings, CancellationToken cancellationToken)
    {
        var database = OpenUnchecked(settings);
        try
        {
            return (await database.FindRoleAsync(cancellationToken)).HasTables
                ? database
                : throw new CommandFailedException(ErrorReport.MissingTables);
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    /// <summary>For the command that creates the tables.</summary>
    public static Database OpenUnchecked(Settings settings) => new(settings);

    public async Task<DatabaseRole> FindRoleAsync(CancellationToken cancellationToken)
    {
        await using var connection = await _services.GetRequiredService<MonitoringConnections>().OpenAsync(cancellationToken);
        return await DatabaseRole.LoadAsync(connection, cancellationToken);
    }

    /// <summary>Records an operator's fact about a learner, as a message would.</summary>
    /// <param name="fact">The fact.</param>
    /// <param name="alongside">Adds to the same transaction. If it throws, nothing is recorded.</param>
    public Task RecordAsync(FactReceived fact, Func<IDocumentSession, Task> alongside) =>
        ConflictRetry.RunAsync(() => _services.GetRequiredService<FactBatchHandler>().RecordAsync([fact], alongside));

    /// <summary>Records an operator's save of a rule, as a message would.</summary>
    /// <param name="saved">The rule's next version.</param>
    /// <param name="alongside">Adds to the same transaction. If it throws, nothing is recorded.</param>
    public Task RecordAsync(RuleSaved saved, Func<IDocumentSession, Task> alongside) =>
        ConflictRetry.RunAsync(() => _services.GetRequiredService<RuleBatchHandler>().RecordAsync([new ReceivedRule(saved)], alongside));

    /// <summary>The organization's time, from the demonstration clock if it is enabled.</summary>
    public async Task<DateTimeOffset> GetNowAsync(CancellationToken cancellationToken)
    {
        if (Settings.Options.DemonstrationClock)
        {
            await using var session = Store.QuerySession();
            _clock.Follow(await session.LoadAsync<ClockSetting>(ClockSetting.OnlyId, cancellationToken));
        }

        return _clock.GetUtcNow();
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
