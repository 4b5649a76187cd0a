using Enrollment.Cli.Errors;
using Enrollment.Cli.Servers;
using Enrollment.Domain.Enrollments;
using Enrollment.Queries.Conditions;
using Enrollment.Queries.DeadLetters;
using Enrollment.Queries.Enrollments;
using Enrollment.Queries.Nights;
using Enrollment.Storage.DeadLetters;
using Npgsql;

namespace Enrollment.Cli.Status;

/// <summary>The state of the database and its content.</summary>
internal sealed record DatabaseStatus(
    string? Version,
    string? Trouble,
    IReadOnlyDictionary<PeriodStatus, long> Enrollments,
    IReadOnlyDictionary<DeadLetterKind, int> DeadLetters,
    NightView? LastNight,
    ScheduledNight? NextNight,
    IReadOnlyList<ActiveCondition> Conditions,
    DateTimeOffset Now
)
{
    public static async Task<DatabaseStatus> GetAsync(Settings settings, CancellationToken cancellationToken)
    {
        string? version = null;
        IReadOnlyList<ActiveCondition> found = [];
        try
        {
            version = await GetVersionAsync(settings.Options.Postgres, cancellationToken);
            await using var database = await Database.OpenAsync(settings, cancellationToken);
            // First: they say why the rest cannot be asked. Without rights nothing can, not even most of them.
            found = await ActiveCondition.CheckAllAsync(database.Conditions.OfType<RightsCondition>(), cancellationToken);
            // The others go by the organization's time, which the database holds on the demonstration clock.
            var now = await database.GetNowAsync(cancellationToken);
            var others = database.Conditions.Where(condition => condition is not RightsCondition && found.All(rights => rights.IsWarning));
            found = [.. found, .. await ActiveCondition.CheckAllAsync(others.ToArray(), cancellationToken)];
            await using var session = database.Store.QuerySession();
            var nights = await NightView.GetLatestAsync(session, 1, onlyFailed: false, cancellationToken);
            return new DatabaseStatus(
                version,
                null,
                await EnrollmentView.CountAsync(session, cancellationToken),
                await DeadLetterList.CountAsync(session, cancellationToken),
                nights.Count > 0 ? nights[0] : null,
                await ScheduledNight.FindAsync(session, settings.Schedule, now, cancellationToken),
                found,
                now
            );
        }
        catch (Exception unreachable) when (!cancellationToken.IsCancellationRequested)
        {
            var (sentence, none) = (ErrorReport.Describe(unreachable).ToString(), new Dictionary<PeriodStatus, long>());
            return new DatabaseStatus(
                version,
                sentence,
                none,
                new Dictionary<DeadLetterKind, int>(),
                null,
                null,
                found,
                DateTimeOffset.UtcNow
            );
        }
    }

    private static async Task<string> GetVersionAsync(string connectionString, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellationToken);
        return connection.ServerVersion;
    }
}
