using Enrollment.Cli.Servers;
using Enrollment.Domain.Enrollments;
using Enrollment.Worker.DeadLetters;
using Enrollment.Worker.Health.Conditions;
using Enrollment.Worker.Queries;
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
    ComingNight? NextNight,
    IReadOnlyList<ConditionFound> Conditions,
    DateTimeOffset Now
)
{
    public static async Task<DatabaseState> Of(Settings settings, CancellationToken cancellationToken)
    {
        string? version = null;
        IReadOnlyList<ConditionFound> found = [];
        try
        {
            version = await VersionOf(settings.Options.Postgres, cancellationToken);
            await using var database = await Database.Open(settings, cancellationToken);
            // First: they say why the rest cannot be asked. Without rights nothing can, not even most of them.
            found = await ConditionFound.Among(database.Conditions.OfType<RightsCondition>(), cancellationToken);
            // The others go by the organization's time, which the database holds on the demonstration clock.
            var now = await database.Now(cancellationToken);
            var others = database.Conditions.Where(condition => condition is not RightsCondition && found.All(rights => rights.IsWarning));
            found = [.. found, .. await ConditionFound.Among(others.ToArray(), cancellationToken)];
            await using var session = database.Store.QuerySession();
            var nights = await NightView.Latest(session, 1, onlyFailed: false, cancellationToken);
            return new DatabaseState(
                version,
                null,
                await EnrollmentView.Counts(session, cancellationToken),
                await DeadLetterList.Counts(session, cancellationToken),
                nights.Count > 0 ? nights[0] : null,
                await ComingNight.FindAsync(session, settings.Schedule, now, cancellationToken),
                found,
                now
            );
        }
        catch (Exception unreachable) when (!cancellationToken.IsCancellationRequested)
        {
            var (sentence, none) = (Failures.Sentence(unreachable).ToString(), new Dictionary<PeriodStatus, long>());
            return new DatabaseState(
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

    private static async Task<string> VersionOf(string connectionString, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellationToken);
        return connection.ServerVersion;
    }
}
