namespace Enrollment.Worker.Tests.Wording;

/// <summary>The lines that two texts do not have in common, in their order.</summary>
internal static class LineDifference
{
    /// <summary>Lines before with a minus, lines after with a plus; empty if the texts are equal.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<string> before, IReadOnlyList<string> after)
    {
        if (before.SequenceEqual(after))
            return [];
        var common = Common(before, after);
        var (lines, i, j) = (new List<string>(), 0, 0);
        foreach (var line in common.Append(null))
        {
            for (; i < before.Count && before[i] != line; i++)
                lines.Add($"- {before[i]}");
            for (; j < after.Count && after[j] != line; j++)
                lines.Add($"+ {after[j]}");
            (i, j) = (i + 1, j + 1);
        }

        return lines;
    }

    // The longest common subsequence.
    private static List<string?> Common(IReadOnlyList<string> before, IReadOnlyList<string> after)
    {
        var lengths = new int[before.Count + 1, after.Count + 1];
        for (var i = before.Count - 1; i >= 0; i--)
        for (var j = after.Count - 1; j >= 0; j--)
            lengths[i, j] = before[i] == after[j] ? lengths[i + 1, j + 1] + 1 : Math.Max(lengths[i + 1, j], lengths[i, j + 1]);
        var common = new List<string?>();
        for (var (i, j) = (0, 0); i < before.Count && j < after.Count; )
            if (before[i] == after[j])
            {
                common.Add(before[i++]);
                j++;
            }
            else if (lengths[i + 1, j] >= lengths[i, j + 1])
                i++;
            else
                j++;
        return common;
    }
}
