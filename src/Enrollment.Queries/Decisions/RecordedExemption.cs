using Enrollment.Domain;
using Enrollment.Domain.Deciding;
using Enrollment.Domain.Enrollments;
using Enrollment.Storage.Access;
using Enrollment.Storage.Enrollments;
using Marten;

namespace Enrollment.Queries.Decisions;

/// <summary>An exemption with the latest fact about it, which is the one that holds.</summary>
/// <param name="Enrollment">The learner and the activity.</param>
/// <param name="Fact">The fact that holds.</param>
public sealed record RecordedExemption(EnrollmentKey Enrollment, ExemptionRecorded Fact)
{
    private const string Streams = $"""
        select {StreamKeys.EnrollmentInSql} from {OwnTables.Enrollment}
        where exemptions is not null and (@activity is null or activity_id = @activity)
        """;

    private const string Facts = $"""
        select stream_id, data from {DatabaseSchema.Name}.mt_events
        where stream_id = any(@streams) and type = 'exemption_recorded'
        order by seq_id
        """;

    /// <summary>All exemptions of the activity, or of all activities, also revoked ones and those that have ended.</summary>
    public static async Task<IReadOnlyList<RecordedExemption>> GetAsync(
        IQuerySession session,
        string? activity,
        CancellationToken cancellationToken
    )
    {
        var serializer = session.DocumentStore.Options.Serializer();
        var streams = await Sql.QueryAsync(session, Streams, row => row.GetString(0), cancellationToken, Sql.Text("activity", activity));
        var facts = await Sql.QueryAsync(
            session,
            Facts,
            row => (Stream: row.GetString(0), Fact: serializer.FromJson<ExemptionRecorded>(row, 1)),
            cancellationToken,
            Sql.Texts("streams", streams)
        );
        return
        [
            .. facts
                .GroupBy(fact => fact.Stream, fact => fact.Fact)
                .SelectMany(stream =>
                    EnrollmentState
                        .From(stream)
                        .Exemptions.Values.Select(latest => new RecordedExemption(EnrollmentKey.Of(stream.Key), latest))
                )
                .OrderBy(exemption => exemption.Enrollment.Stream, StringComparer.Ordinal)
                .ThenBy(exemption => exemption.Fact.From),
        ];
    }

    /// <summary>The exemptions with the id; more than one where publishers used an id for several enrollments.</summary>
    public static async Task<IReadOnlyList<RecordedExemption>> GetAsync(
        IQuerySession session,
        ExemptionId id,
        CancellationToken cancellationToken
    ) => [.. (await GetAsync(session, activity: null, cancellationToken)).Where(exemption => exemption.Fact.ExemptionId == id)];
}
