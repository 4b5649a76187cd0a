using Enrollment.Domain.Enrollments;
using Enrollment.Storage.Access;
using JasperFx.Events;
using Marten;

namespace Enrollment.Storage.Enrollments;

/// <summary>Reads enrollments and appends what was decided, with the rows that follow, in the caller's transaction.</summary>
public static class EnrollmentStreams
{
    /// <summary>All of them in one query; those without a stream come back empty.</summary>
    public static async Task<IReadOnlyDictionary<EnrollmentKey, StoredEnrollment>> LoadEnrollments(
        this IDocumentSession session,
        IReadOnlyCollection<EnrollmentKey> keys,
        CancellationToken cancellationToken
    )
    {
        var events = await session.EventsOf(keys.Select(key => key.Stream), cancellationToken);
        return keys.ToDictionary(key => key, key => StoredEnrollment.None.With(events[key.Stream]));
    }

    /// <summary>
    /// As <see cref="LoadEnrollments"/>; one that cannot be read does not keep the others from being read, and throws when it is looked at.
    /// </summary>
    public static async Task<Func<EnrollmentKey, StoredEnrollment>> LoadReadable(
        this IDocumentSession session,
        IReadOnlyCollection<EnrollmentKey> keys,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var all = await session.LoadEnrollments(keys, cancellationToken);
            return key => all[key];
        }
        catch (Exception unreadable) when (!ExceptionClassifier.IsInterruption(unreadable))
        {
            var each = new Dictionary<EnrollmentKey, Func<StoredEnrollment>>();
            foreach (var key in keys)
                each[key] = await LoadOne(session, key, cancellationToken);
            return key => each[key]();
        }
    }

    private static async Task<Func<StoredEnrollment>> LoadOne(
        IDocumentSession session,
        EnrollmentKey key,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var stored = await session.LoadEnrollment(key, cancellationToken);
            return () => stored;
        }
        catch (Exception unreadable) when (!ExceptionClassifier.IsInterruption(unreadable))
        {
            return () => throw new InvalidOperationException($"{key.Stream} cannot be read.", unreadable);
        }
    }

    public static async Task<StoredEnrollment> LoadEnrollment(
        this IDocumentSession session,
        EnrollmentKey key,
        CancellationToken cancellationToken
    ) => StoredEnrollment.None.With(await session.Events.FetchStreamAsync(key.Stream, token: cancellationToken));

    /// <summary>Refused by the database when somebody else appended since the enrollment was read.</summary>
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
