using Enrollment.Domain.Enrollments;
using Enrollment.Storage.Access;
using JasperFx.Events;
using Marten;

namespace Enrollment.Storage.Enrollments;

/// <summary>Reads enrollments and appends decided events, in the caller's transaction.</summary>
public static class EnrollmentStreams
{
    /// <summary>All of them, read by one query. An enrollment without a stream is empty.</summary>
    public static async Task<IReadOnlyDictionary<EnrollmentKey, StoredEnrollment>> LoadEnrollmentsAsync(
        this IDocumentSession session,
        IReadOnlyCollection<EnrollmentKey> keys,
        CancellationToken cancellationToken
    )
    {
        var events = await session.LoadEventsAsync(keys.Select(key => key.Stream), cancellationToken);
        return keys.ToDictionary(key => key, key => StoredEnrollment.None.With(events[key.Stream]));
    }

    /// <summary>
    /// As <see cref="LoadEnrollmentsAsync"/>, but an enrollment that cannot be read does not affect the others. The returned function
    /// throws for it.
    /// </summary>
    public static async Task<Func<EnrollmentKey, StoredEnrollment>> LoadIndividuallyAsync(
        this IDocumentSession session,
        IReadOnlyCollection<EnrollmentKey> keys,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var all = await session.LoadEnrollmentsAsync(keys, cancellationToken);
            return key => all[key];
        }
        catch (Exception unreadable) when (!ExceptionClassifier.IsInterruption(unreadable))
        {
            var each = new Dictionary<EnrollmentKey, Func<StoredEnrollment>>();
            foreach (var key in keys)
                each[key] = await LoadOneAsync(session, key, cancellationToken);
            return key => each[key]();
        }
    }

    private static async Task<Func<StoredEnrollment>> LoadOneAsync(
        IDocumentSession session,
        EnrollmentKey key,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var stored = await session.LoadEnrollmentAsync(key, cancellationToken);
            return () => stored;
        }
        catch (Exception unreadable) when (!ExceptionClassifier.IsInterruption(unreadable))
        {
            return () => throw new InvalidOperationException($"{key.Stream} cannot be read.", unreadable);
        }
    }

    public static async Task<StoredEnrollment> LoadEnrollmentAsync(
        this IDocumentSession session,
        EnrollmentKey key,
        CancellationToken cancellationToken
    ) => StoredEnrollment.None.With(await session.Events.FetchStreamAsync(key.Stream, token: cancellationToken));

    /// <summary>The database refuses this if another transaction appended after the enrollment was read.</summary>
    public static StreamAction Append(
        this IDocumentSession session,
        EnrollmentKey key,
        StoredEnrollment stored,
        IReadOnlyList<EnrollmentEvent> events
    ) =>
        stored.Version == 0
            ? session.Events.StartStream(key.Stream, events)
            : session.Events.Append(key.Stream, stored.Version + events.Count, events);
}
