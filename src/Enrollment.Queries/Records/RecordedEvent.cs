using System.Globalization;
using Enrollment.Domain;
using Enrollment.Storage.Access;
using Marten;
using Npgsql;
using NpgsqlTypes;

namespace Enrollment.Queries.Records;

/// <summary>An event as the database holds it.</summary>
/// <param name="Sequence">Its number among all events.</param>
/// <param name="Stream">The key of its stream.</param>
/// <param name="Version">Its version in the stream.</param>
/// <param name="Type">Its type.</param>
/// <param name="RecordedAt">When it was recorded.</param>
/// <param name="CorrelationId">The message or run that it belongs to.</param>
/// <param name="CausationId">What caused it directly.</param>
/// <param name="Data">Its content, JSON as stored.</param>
public sealed record RecordedEvent(
    long Sequence,
    string Stream,
    long Version,
    string Type,
    DateTimeOffset RecordedAt,
    string? CorrelationId,
    string? CausationId,
    string Data
)
{
    private const string Select = $"""
        select seq_id, stream_id, version, type, timestamp, correlation_id, causation_id, data::text
        from {DatabaseSchema.Name}.mt_events
        where (@from is null or timestamp >= @from) and (@to is null or timestamp < @to) and stream_id <> '{StreamKeys.Tombstones}'
          and (@learner is null or stream_id in ('learner/' || @learner, 'forgotten/' || @learner)
            or (stream_id like 'enrollment/%' and split_part(stream_id, '/', 3) = @learner))
          and (@activity is null or (stream_id like 'enrollment/%' and split_part(stream_id, '/', 2) = @activity)
            or (stream_id like 'rule/%' and data -> 'rule' ->> 'activityId' = @activityid)
            or (stream_id like 'order/%' and data ->> 'activityId' = @activityid))
        order by seq_id
        """;

    /// <summary>Reads events one by one, in the order in which they were recorded.</summary>
    public static IAsyncEnumerable<RecordedEvent> ReadAsync(
        IQuerySession session,
        RecordedEvents which,
        CancellationToken cancellationToken
    ) =>
        Sql.StreamAsync(
            session.Connection!,
            Select,
            Of,
            cancellationToken,
            Instant("from", which.From),
            Instant("to", which.To),
            Sql.Text("learner", which.Learner is { } learner ? StreamKeys.Of(new LearnerId(learner)).Split('/')[1] : null),
            Sql.Text(
                "activity",
                which.Activity is { } activity ? StreamKeys.Of(new ActivityId(activity), new LearnerId("-")).Split('/')[1] : null
            ),
            Sql.Text("activityid", which.Activity)
        );

    /// <summary>When it was recorded, UTC to the microsecond.</summary>
    public string RecordedAtText => RecordedAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);

    /// <summary>One line of a file, with the content as it is stored.</summary>
    public string Line() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"sequence":{{Sequence}},"stream":{{Text(Stream)}},"version":{{Version}},"type":{{Text(Type)}}"""
                + $$""","recordedAt":"{{RecordedAtText}}","correlationId":{{Text(CorrelationId)}},"causationId":{{Text(CausationId)}}"""
                + $$""","data":{{Data}}}"""
        );

    private static string Text(string? text) => System.Text.Json.JsonSerializer.Serialize(text);

    private static RecordedEvent Of(NpgsqlDataReader row) =>
        new(
            row.GetInt64(0),
            row.GetString(1),
            row.GetInt64(2),
            row.GetString(3),
            row.GetFieldValue<DateTimeOffset>(4),
            row.TextOrNull(5),
            row.TextOrNull(6),
            row.GetString(7)
        );

    private static NpgsqlParameter Instant(string name, DateTimeOffset? value) =>
        new(name, NpgsqlDbType.TimestampTz) { Value = (object?)value?.ToUniversalTime() ?? DBNull.Value };
}

/// <summary>A filter of events; null members do not filter.</summary>
/// <param name="Learner">Events of this learner: facts, enrollments, erasures.</param>
/// <param name="Activity">Events of this activity: enrollments, rules and orders of retraining.</param>
/// <param name="From">Recorded at this instant or later.</param>
/// <param name="To">Recorded before this instant.</param>
public sealed record RecordedEvents(string? Learner, string? Activity, DateTimeOffset? From, DateTimeOffset? To);
