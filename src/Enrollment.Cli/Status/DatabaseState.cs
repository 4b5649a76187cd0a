using Enrollment.Cli.Servers;
using Enrollment.Domain.Enrollments;
using Enrollment.Worker.DeadLetters;
using Enrollment.Worker.Queries;
using Enrollment.Worker.NightlyCycle;
using Marten;
using Npgsql;

namespace Enrollment.Cli.Status;

/// <summary>Whether the database answers, and what is in it.</summary>
internal sealed record DatabaseState(
    string? Version,
    string? Trouble,
    IReadOnlyDictionary<PeriodStatus, long> Enrollments,
    IReadOnlyDictionary<DeadLetterKind, int> DeadLetters,
    NightView? LastNight,
    DateOnly? NightDue,
    IReadOnlyList<ConditionFound> Conditions,
    DateTimeOffset Now)
{
    public static async Task<DatabaseState> Of(Settings settings, CancellationToken cancellation)
    {
        string? version = null;
        try
        {
            version = await VersionOf(settings.Options.Postgres, cancellation);
            await using var database = await Database.Open(settings, cancellation);
            await using var session = database.Store.QuerySession();
            var now = await database.Now(cancellation);
            var nights = await NightView.Latest(session, 1, onlyFailed: false, cancellation);
            return new DatabaseState(version, null, await EnrollmentView.Counts(session, cancellation), await DeadLetterList.Counts(session, cancellation),
                nights.Count > 0 ? nights[0] : null, await Due(session, settings, now, cancellation), await ConditionFound.Among(database.Conditions, cancellation), now);
        }
        catch (Exception unreachable) when (!cancellation.IsCancellationRequested)
        {
            return new DatabaseState(version, Failures.Sentence(unreachable).ToString(), new Dictionary<PeriodStatus, long>(), new Dictionary<DeadLetterKind, int>(), null, null, [], DateTimeOffset.UtcNow);
        }
    }

    /// <summary>The night that is due and that no worker has begun.</summary>
    private static async Task<DateOnly?> Due(IQuerySession session, Settings settings, DateTimeOffset now, CancellationToken cancellation)
    {
        var ledger = await session.LoadAsync<NightlyLedger>(NightlyLedger.TheId, cancellation);
        return ledger is { Unfinished: null } ? NightlyClock.Wanted(ledger, settings.Calendar, now) : null;
    }

    private static async Task<string> VersionOf(string connectionString, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellation);
        return connection.ServerVersion;
    }
}
