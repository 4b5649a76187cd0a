namespace Enrollment.Storage.Enrollments;

/// <summary>
/// The most recently used long enrollments, as this process last read or wrote them, up to a total number of events. An entry only saves
/// reading: its user reads the stream from the entry's last event on and compares that event's id.
/// </summary>
public sealed class EnrollmentCache
{
    /// <summary>Shorter streams are read completely, which costs no more than reading what was added.</summary>
    internal const int MinEvents = 100;

    /// <summary>About 20 MB.</summary>
    private const long MaxEvents = 50_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<EnrollmentKey, LinkedListNode<(EnrollmentKey Key, StoredEnrollment Stored)>> _entries = [];
    private readonly LinkedList<(EnrollmentKey Key, StoredEnrollment Stored)> _latestFirst = [];
    private long _events;

    public StoredEnrollment? Find(EnrollmentKey key)
    {
        lock (_lock)
            return _entries.GetValueOrDefault(key)?.Value.Stored;
    }

    /// <summary>Replaces the entry. Short enrollments are not cached.</summary>
    public void Set(EnrollmentKey key, StoredEnrollment stored)
    {
        lock (_lock)
        {
            Remove(key);
            if (stored.Version < MinEvents)
                return;
            _entries[key] = _latestFirst.AddFirst((key, stored));
            _events += stored.Version;
            while (_events > MaxEvents && _latestFirst.Last!.Value.Key != key)
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
