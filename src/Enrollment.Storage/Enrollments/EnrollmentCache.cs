namespace Enrollment.Storage.Enrollments;

/// <summary>
/// Long enrollments as this process last read or wrote them; those used last, up to a number of events in all. An entry only saves
/// reading: whoever uses it reads the stream from its last event on and compares that event's id.
/// </summary>
public sealed class EnrollmentCache
{
    /// <summary>Shorter streams are read whole: reading them costs no more than looking for what was added.</summary>
    internal const int FewestEvents = 100;

    /// <summary>About 20 MB.</summary>
    private const long MostEvents = 50_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<EnrollmentKey, LinkedListNode<(EnrollmentKey Key, StoredEnrollment Stored)>> _entries = [];
    private readonly LinkedList<(EnrollmentKey Key, StoredEnrollment Stored)> _latestFirst = [];
    private long _events;

    public StoredEnrollment? Find(EnrollmentKey key)
    {
        lock (_lock)
            return _entries.GetValueOrDefault(key)?.Value.Stored;
    }

    /// <summary>Keeps it in place of what was kept, if it is long.</summary>
    public void Keep(EnrollmentKey key, StoredEnrollment stored)
    {
        lock (_lock)
        {
            Remove(key);
            if (stored.Version < FewestEvents)
                return;
            _entries[key] = _latestFirst.AddFirst((key, stored));
            _events += stored.Version;
            while (_events > MostEvents && _latestFirst.Last!.Value.Key != key)
                Remove(_latestFirst.Last.Value.Key);
        }
    }

    private void Remove(EnrollmentKey key)
    {
        if (!_entries.Remove(key, out var entry))
            return;
        _latestFirst.Remove(entry);
        _events -= entry.Value.Stored.Version;
    }
}
