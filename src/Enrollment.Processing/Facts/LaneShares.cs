namespace Enrollment.Processing.Facts;

/// <summary>Whose facts take how much of a lane's time; judged whenever the lane has worked for two seconds.</summary>
internal sealed class LaneShares
{
    /// <summary>More than a quarter of a lane is more than the share of one among everybody.</summary>
    private const double MostOfOne = 0.25;

    private static readonly TimeSpan JudgedAfter = TimeSpan.FromSeconds(2);

    private readonly Dictionary<string, TimeSpan> _spent = new(StringComparer.Ordinal);
    private TimeSpan _all;

    /// <summary>The keys that took more than their share.</summary>
    public IReadOnlyList<string> Add(IEnumerable<(string Key, TimeSpan Cost)> facts)
    {
        foreach (var (key, cost) in facts)
        {
            _spent[key] = _spent.GetValueOrDefault(key) + cost;
            _all += cost;
        }

        if (_all < JudgedAfter)
            return [];
        string[] tooMuch = [.. _spent.Where(entry => entry.Value > _all * MostOfOne).Select(entry => entry.Key)];
        _spent.Clear();
        _all = TimeSpan.Zero;
        return tooMuch;
    }
}
