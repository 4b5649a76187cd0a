using Enrollment.Queries.Auditing;

namespace Enrollment.Chaos.Judging;

/// <summary>Streams have no gaps, and the read model is their fold.</summary>
internal static class StreamCheck
{
    public static void Check(SystemState stored, Verdict verdict)
    {
        foreach (var (key, events) in stored.Streams)
        {
            if (!events.Select(entry => entry.Version).SequenceEqual(Enumerable.Range(1, events.Count).Select(version => (long)version)))
                verdict.AddFinding("streams", $"{key} has the versions {string.Join(",", events.Select(entry => entry.Version))}");
            if (stored.Versions.GetValueOrDefault(key) != events.Count)
                verdict.AddFinding("streams", $"{key} has {events.Count} events, its head says {stored.Versions.GetValueOrDefault(key)}");
        }

        foreach (var key in stored.Versions.Keys.Where(key => key != SystemState.Tombstones && !stored.Streams.ContainsKey(key)))
            verdict.AddFinding("streams", $"{key} has a head and no events");
        foreach (var (key, state) in stored.Enrollments)
            if (StoredRows.Of(state, stored.Streams[key].Count) is var fold && stored.Rows.GetValueOrDefault(key) is var row && row != fold)
                verdict.AddFinding("streams", $"the row of {key} is {row ?? "missing"}, its stream gives {fold}");
        foreach (var key in stored.Rows.Keys.Where(key => !stored.Enrollments.ContainsKey(key)))
            verdict.AddFinding("streams", $"the row of {key} has no stream");
    }
}
