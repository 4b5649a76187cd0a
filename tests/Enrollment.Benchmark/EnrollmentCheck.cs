using Enrollment.Benchmark.Servers;
using Enrollment.Storage.Access;
using Enrollment.Storage.Nights;
using Enrollment.Storage.Schema;
using Npgsql;

namespace Enrollment.Benchmark;

/// <summary>Whether what was stored is what should be: one enrollment for each person, with one history, and counts that say so.</summary>
internal static class EnrollmentCheck
{
    // Each number once for all and once for different ones, where two would be one too many.
    private const string Numbers = $"""
        select
          (select count(*) from {OwnTables.Enrollment} where activity_id = @activity and status = @status),
          (select count(*) from {OwnTables.Enrollment} where activity_id = @activity),
          (select count(*) from {DatabaseSchema.Name}.mt_streams where id like @streams),
          (select count(*) from {DatabaseSchema.Name}.mt_events where stream_id like @streams and type = @event),
          (select count(distinct stream_id) from {DatabaseSchema.Name}.mt_events where stream_id like @streams and type = @event),
          (select count(*) from {DatabaseSchema.Name}.mt_doc_nightly_failure),
          (select count(*) from {DatabaseSchema.Name}.mt_doc_dead_letter)
        """;

    private static readonly string[] Names =
    [
        "rows with the right status",
        "rows",
        "streams",
        "events",
        "streams with the event",
        "failures",
        "dead letters",
    ];

    public static void Counts(SegmentCounts counts, int expected)
    {
        if (counts != new SegmentCounts(expected, expected, 0, 0))
            throw new WrongResultException($"The run's counts are {counts}, but {expected} should have been planned and applied.");
    }

    /// <param name="sandbox">The database.</param>
    /// <param name="activity">The activity of the enrollments.</param>
    /// <param name="status">What every read model row must say.</param>
    /// <param name="eventType">The event that every stream must hold exactly once.</param>
    /// <param name="expected">How many enrollments there must be.</param>
    public static async Task StoredAsync(Sandbox sandbox, string activity, string status, string eventType, int expected)
    {
        await using var command = sandbox.Source.CreateCommand(Numbers);
        command.Parameters.AddRange(
            new NpgsqlParameter[]
            {
                new("activity", activity),
                new("status", status),
                new("streams", $"enrollment/{activity}/%"),
                new("event", eventType),
            }
        );
        await using var rows = await command.ExecuteReaderAsync();
        await rows.ReadAsync();
        for (var column = 0; column < Names.Length; column++)
            if (rows.GetInt64(column) is var found && found != (column < 5 ? expected : 0))
                throw new WrongResultException(
                    $"{activity}: there are {found} {Names[column]}, but there should be {(column < 5 ? expected : 0)}."
                );
    }
}
