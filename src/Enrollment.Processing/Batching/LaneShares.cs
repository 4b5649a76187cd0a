namespace Enrollment.Processing.Batching;

/// <summary>Measures the share of each key in a lane's working time, every two seconds of working time.</summary>
internal sealed class LaneShares
{
    /// <summary>A single key with more than a quarter of a lane delays the others.</summary>
    private const double MaxShare = 0.25;

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(2);

    private readonly Dictionary<string, TimeSpan> _spent = new(StringComparer.Ordinal);
    private TimeSpan _total;

    /// <summary>Returns the keys with more than their share at the end of a period.</summary>
    public IReadOnlyList<string> Add(IEnumerable<(string Key, TimeSpan Cost)> facts)
    {
        foreach (var (key, cost) in facts)
        {
            _spent[key] = _spent.GetValueOrDefault(key) + cost;
            _total += cost;
        }

        if (_total < Period)
            return [];
        string[] exceeding = [.. _spent.Where(entry => entry.Value > _total * MaxShare).Select(entry => entry.Key)];
        _spent.Clear();
        _total = TimeSpan.Zero;
        return exceeding;
    }
}
