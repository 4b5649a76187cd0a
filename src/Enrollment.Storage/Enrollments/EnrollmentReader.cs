using JasperFx.Events;
using Marten;

namespace Enrollment.Storage.Enrollments;

/// <summary>Reads enrollments to be decided on; of a long one that is cached, only what was added to its stream.</summary>
public sealed class EnrollmentReader(EnrollmentCache cache)
{
    /// <summary>As they are stored, each with the number of events that were read for it.</summary>
    public async Task<IReadOnlyDictionary<EnrollmentKey, (StoredEnrollment Stored, long EventsRead)>> LoadAsync(
        IDocumentSession session,
        IReadOnlyCollection<EnrollmentKey> keys,
        CancellationToken cancellationToken
    )
    {
        var loaded = await LoadCachedAsync(session, keys, cancellationToken);
        var others = keys.Where(key => !loaded.ContainsKey(key)).ToArray();
        foreach (var (key, stored) in await session.LoadEnrollments(others, cancellationToken))
            loaded[key] = (stored, stored.Version);
        return loaded;
    }

    public void Keep(EnrollmentKey key, StoredEnrollment stored) => cache.Keep(key, stored);

    private async Task<Dictionary<EnrollmentKey, (StoredEnrollment Stored, long EventsRead)>> LoadCachedAsync(
        IDocumentSession session,
        IReadOnlyCollection<EnrollmentKey> keys,
        CancellationToken cancellationToken
    )
    {
        var loaded = new Dictionary<EnrollmentKey, (StoredEnrollment, long)>();
        var cached = keys.Select(key => (Key: key, Stored: cache.Find(key))).Where(entry => entry.Stored is not null).ToArray();
        if (cached.Length == 0)
            return loaded;
        var batch = session.CreateBatchQuery();
        var reads = cached.Select(entry => batch.Events.FetchStream(entry.Key.Stream, fromVersion: entry.Stored!.Version)).ToArray();
        await batch.Execute(cancellationToken);
        for (var i = 0; i < cached.Length; i++)
            if (await reads[i] is var events && IsContinued(cached[i].Stored!, events))
                loaded.Add(cached[i].Key, (cached[i].Stored!.With(events.Skip(1)), events.Count));
        return loaded;
    }

    // Another event in that place, or none: the database was restored, or a transaction of which this process believes that it was
    // committed was not.
    private static bool IsContinued(StoredEnrollment cached, IReadOnlyList<IEvent> events) =>
        events is [var first, ..] && first.Version == cached.Version && first.Id == cached.LastEvent;
}
