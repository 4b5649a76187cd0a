using Enrollment.Domain;
using Enrollment.Domain.Calendar;
using Enrollment.Domain.Deciding;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Learners;
using Enrollment.Processing.DeadLetters;
using Enrollment.Processing.Facts;
using Enrollment.Storage;
using Enrollment.Storage.Enrollments;
using Enrollment.Storage.Schema;
using Enrollment.TestKit;
using Enrollment.Worker.Observability;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Enrollment.Worker.Tests.Recording;

/// <summary>The recording of facts on a database of its own, without a bus.</summary>
internal sealed class FactStore : IAsyncDisposable
{
    public static readonly EnrollmentKey Key = new(new ActivityId("safety"), new LearnerId("ada"));

    private readonly TestServers _servers;
    private readonly ServiceProvider _services;

    private FactStore(TestServers servers)
    {
        _servers = servers;
        var options = new EnrollmentOptions { Postgres = servers.Postgres };
        _services = new ServiceCollection().AddLogging().AddStorage(options).BuildServiceProvider();
    }

    public IDocumentStore Store => _services.GetRequiredService<IDocumentStore>();

    public static async Task<FactStore> Create()
    {
        var store = new FactStore(await TestServers.Create());
        await store.Store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        return store;
    }

    /// <summary>As one worker records facts.</summary>
    public FactBatchHandler Worker(EnrollmentReader reader) =>
        new(
            Store,
            reader,
            new ConflictLetters(NullLogger<ConflictLetters>.Instance),
            new BusinessCalendar(TimeZoneInfo.Utc, new TimeOnly(2, 0)),
            new EnrollmentOptions(),
            TimeProvider.System
        );

    /// <summary>Completions of one enrollment, one on each day.</summary>
    public static FactReceived[] Completions(int first, int count) =>
        [
            .. Enumerable
                .Range(first, count)
                .Select(number => new CompletionReceived(
                    Key.Learner,
                    Key.Activity,
                    new DateOnly(2010, 1, 1).AddDays(number),
                    new Stamp(DateTimeOffset.UnixEpoch, $"completed-{number}")
                )),
        ];

    /// <summary>What a worker reads to decide on the enrollment once more.</summary>
    public async Task<(StoredEnrollment Stored, long EventsRead)> Read(EnrollmentReader reader)
    {
        await using var session = Store.LightweightSession();
        return (await reader.LoadAsync(session, [Key], CancellationToken.None))[Key];
    }

    public async Task<EnrollmentState> ReadWhole()
    {
        await using var session = Store.LightweightSession();
        return (await session.LoadEnrollmentAsync(Key, CancellationToken.None)).State;
    }

    public async Task Execute(string sql)
    {
        await using var source = NpgsqlDataSource.Create(_servers.Postgres);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _servers.DisposeAsync();
    }
}
