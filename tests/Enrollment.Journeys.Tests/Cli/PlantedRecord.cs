using System.Text;
using Enrollment.Domain;
using Enrollment.Domain.Calendar;
using Enrollment.Domain.Deciding;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Learners;
using Enrollment.Domain.Rules;
using Enrollment.Journeys.Tests.Decisions;
using Enrollment.Processing;
using Enrollment.Processing.Facts;
using Enrollment.Processing.Rules;
using Enrollment.Storage;
using Enrollment.Storage.DeadLetters;
using Enrollment.Storage.Enrollments;
using Enrollment.Storage.Learners;
using Enrollment.Storage.Nights;
using Enrollment.Storage.Operators;
using Enrollment.Storage.Schema;
using Enrollment.TestKit;
using Enrollment.Worker.Observability;
using Marten;
using Microsoft.Extensions.DependencyInjection;

namespace Enrollment.Journeys.Tests.Cli;

/// <summary>
/// A record in which a text stands wherever a publisher or an operator can put one; written past the validation, as texts from before it
/// were.
/// </summary>
internal sealed class PlantedRecord : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private PlantedRecord(TestServers servers)
    {
        Servers = servers;
        var options = new EnrollmentOptions { Postgres = servers.Postgres };
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(options)
            .AddSingleton(TimeProvider.System)
            .AddSingleton(new BusinessCalendar(TimeZoneInfo.Utc, new TimeOnly(2, 0)))
            .AddStorage(options)
            .AddRecording()
            .BuildServiceProvider();
    }

    public TestServers Servers { get; }

    public static DateOnly Today => DateOnly.FromDateTime(Now.DateTime);

    /// <summary>The date of a night that is finished and has failed for everybody. At every hour a later one is due.</summary>
    public static DateOnly Night => Today.AddDays(-2);

    public IDocumentStore Store => _services.GetRequiredService<IDocumentStore>();

    public FactBatchHandler Facts => _services.GetRequiredService<FactBatchHandler>();

    public RuleBatchHandler Rules => _services.GetRequiredService<RuleBatchHandler>();

    // One instant for all: midnight may pass in between.
    private static DateTimeOffset Now { get; } = DateTimeOffset.UtcNow.AddMinutes(-1);

    public static async Task<PlantedRecord> CreateAsync(params string[] texts)
    {
        var record = new PlantedRecord(await TestServers.Create());
        await SchemaChanges.ApplyAsync(record.Store, CancellationToken.None);
        foreach (var text in texts)
            await record.PlantAsync(text);
        await record.PlantNightAsync(texts.Length);
        return record;
    }

    public static Guid LetterOf(string text) =>
        new(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));

    public async Task<T> ValueAsync<T>(string sql)
    {
        await using var session = Store.QuerySession();
        return (await session.QueryAsync<T>(sql))[0];
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Servers.DisposeAsync();
    }

    private static DateOnly ExemptFrom => Today.AddDays(30);

    private async Task PlantAsync(string text)
    {
        await Rules.RecordAsync([new ReceivedRule(RuleOf(text, 1, days: 20)), new ReceivedRule(RuleOf(text, 2, days: 10))]);
        var created = new LearnerCreated(new Stamp(Now, text), null, Active: true, [new GroupId(text)], AtOnce: true);
        await Facts.RecordAsync([new LearnerFactReceived(new LearnerId(text), created)]);
        foreach (var decision in DecisionsWith(text))
            await Store.DecideAsync(new EnrollmentKey(new ActivityId(text), new LearnerId(text)), decision);
        await using var session = Store.LightweightSession();
        CalendarDates.Add(session, [(new LearnerId(text), ExemptFrom)]);
        session.Store(LetterWith(text));
        session.Store(new NightlyFailure($"{NightlyRun.KeyOf(Night, NightlyPhase.Batch)}/{text}", Night, text, text));
        new OperatorActed(Now, text, text, text).AppendTo(session);
        await session.SaveChangesAsync();
    }

    public static RuleSaved RuleOf(string text, int version, int days) =>
        new(
            new Stamp(Now, $"{text}{version}"),
            new Rule(
                new RuleId(text),
                new ActivityId(text),
                version,
                new Audience.Groups([new GroupId(text)]),
                null,
                text,
                new Terms(Requirement.Required, new Recurrence.OneTime(), new Due.Within(days))
            ),
            text
        );

    /// <summary>Decisions that leave the period as it is, so that the record shows who decided and why.</summary>
    private static IEnumerable<DecisionCommand> DecisionsWith(string text)
    {
        var said = new DecisionContext(Now, Today, Now, Cause.Message(text), text, text) { RolledOverTo = Today };
        yield return new GrantExemption(new ExemptionId(text), ExemptFrom, Until: null, said);
        yield return new ExtendDueDate(Today, said);
        yield return new RevokeCompletion(Today, said);
    }

    private static DeadLetter LetterWith(string text) =>
        new()
        {
            Id = LetterOf(text),
            Kind = DeadLetterKind.Undeliverable,
            Queue = text,
            MessageType = text,
            MessageId = text,
            LearnerId = text,
            Sender = text,
            Application = text,
            Reason = text,
            Problems = [new DeadLetterProblem(text, text)],
            ContentType = text,
            Body = DeadLetterBody.Of(Encoding.UTF8.GetBytes(text)),
            ReceivedAt = Now,
        };

    private async Task PlantNightAsync(int failed)
    {
        await using var session = Store.LightweightSession();
        session.Store(
            new NightlySchedulerState
            {
                Since = Now.AddDays(-3),
                LastDate = Night,
                Unfinished = null,
            }
        );
        session.Store(
            new NightlyRunDocument
            {
                CorrelationId = NightlyRun.IdOf(Night),
                BusinessDate = Night,
                CurrentState = NightlyRunStates.Completed,
                StartedAt = Now.AddHours(-2),
                CompletedAt = Now.AddHours(-1),
                Batch = PhaseProgress
                    .Planned(new PlannedWork(1, 1_234_567))
                    .With(1, new SegmentCounts(1_234_567, 1_234_567 - failed, 0, failed)),
                Rollover = PhaseProgress.Planned(new PlannedWork(0, 0)),
            }
        );
        await session.SaveChangesAsync();
    }
}
