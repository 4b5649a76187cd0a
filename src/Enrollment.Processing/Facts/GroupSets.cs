using Enrollment.Domain;

namespace Enrollment.Processing.Facts;

/// <summary>Groups to compare: neither their order says anything nor how often one is named.</summary>
internal static class GroupSets
{
    public static IReadOnlyList<GroupId> AsSet(this IReadOnlyList<GroupId> groups) =>
        [.. groups.DistinctBy(group => group.Value).OrderBy(group => group.Value, StringComparer.Ordinal)];
}
