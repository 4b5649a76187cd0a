using Enrollment.Domain.Enrollments;
using Marten;

namespace Enrollment.Worker.Enrollments;

/// <summary>Reads enrollments and appends what was decided, with the rows that follow, in the caller's transaction.</summary>
public static class EnrollmentStreams
{
    /// <summary>All of them in one query; those without a stream come back empty.</summary>
    public static async Task<IReadOnlyDictionary<EnrollmentKey, StoredEnrollment>> LoadEnrollments(
        this IDocumentSession session, IReadOnlyCollection<EnrollmentKey> keys, CancellationToken cancellationToken)
    {
        var streams = keys.Select(key => key.Stream).ToArray();
        var events = streams.Length == 0
            ? []
            : await session.Events.QueryAllRawEvents().Where(e => e.StreamKey.IsOneOf(streams)).OrderBy(e => e.Sequence).ToListAsync(cancellationToken);
        var byStream = events.ToLookup(recorded => recorded.StreamKey!, StringComparer.Ordinal);
        return keys.ToDictionary(key => key, key => Fold(byStream[key.Stream]));
    }

    public static async Task<StoredEnrollment> LoadEnrollment(this IDocumentSession session, EnrollmentKey key, CancellationToken cancellationToken) =>
        Fold(await session.Events.FetchStreamAsync(key.Stream, token: cancellationToken));

    /// <summary>Refused by the database when somebody else appended since the enrollment was read.</summary>
    public static void Append(this IDocumentSession session, EnrollmentKey key, StoredEnrollment stored, IReadOnlyList<EnrollmentEvent> events)
    {
        if (stored.Version == 0)
            session.Events.StartStream(key.Stream, events);
        else
            session.Events.Append(key.Stream, stored.Version + events.Count, events);
    }

    private static StoredEnrollment Fold(IEnumerable<JasperFx.Events.IEvent> events)
    {
        var (state, version) = (EnrollmentState.Empty, 0L);
        foreach (var recorded in events)
            (state, version) = (state.Apply((EnrollmentEvent)recorded.Data), recorded.Version);
        return version == 0 ? StoredEnrollment.None : new StoredEnrollment(state, version);
    }
}
