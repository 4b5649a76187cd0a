using JasperFx.Events;
using Marten;

namespace Enrollment.Storage.Enrollments;

/// <summary>Reads enrollments for decisions. Of a cached enrollment it reads only the events that were added.</summary>
public sealed class EnrollmentReader(EnrollmentCache cache)
{
    /// <summary>The stored enrollments, each with the number of events that were read for it.</summary>
    public async Task<IReadOnlyDictionary<EnrollmentKey, (StoredEnrollment Stored, long EventsRead)>> LoadAsync(
        IDocumentSession session,
        IReadOnlyCollection<EnrollmentKey> keys,
        CancellationToken cancellationToken
    )
    {
        var loaded = await LoadCachedAsync(session, keys, cancellationToken);
        var others = keys.Where(key => !loaded.ContainsKey(key)).ToArray();
        foreach (var (key, stored) in await session.LoadEnrollmentsAsync(others, cancellationToken))
            loaded[key] = (stored, stored.Version);
        return loaded;
    }

    public void Keep(EnrollmentKey key, StoredEnrollment stored) => cache.Set(key, stored);

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

    // Another event in that place, or none, means that the database was restored, or that a transaction was not committed although this
    // process received no error.
    private static bool IsContinued(StoredEnrollment cached, IReadOnlyList<IEvent> events) =>
        events is [var first, ..] && first.Version == cached.Version && first.Id == cached.LastEvent;
}
