using Enrollment.Domain;
using Enrollment.Domain.Rules;

namespace Enrollment.Queries.Wording.Rules;

/// <summary>Who a rule enrolls, and through which groups it matched.</summary>
internal static class AudienceText
{
    public static string Of(Audience audience) =>
        audience is { Except: { Count: > 0 } except } and not Audience.None
            ? $"{Included(audience)} except {Members(Sorted(except))}"
            : Included(audience);

    /// <summary>The groups through which a rule matched; null for the entire company.</summary>
    public static string Matched(IReadOnlyList<GroupId>? groups) => $"for {(groups is null ? EntireCompany : Members(groups))}";

    private const string EntireCompany = "the entire company";

    /// <summary>Without the groups that it excepts.</summary>
    public static string Included(Audience audience) =>
        audience switch
        {
            Audience.None => "nobody",
            Audience.EntireCompany => EntireCompany,
            Audience.Groups groups => Members(Sorted(groups.Ids)),
            _ => throw new ArgumentOutOfRangeException(nameof(audience), audience.GetType().Name, "Unknown kind of audience."),
        };

    private static IEnumerable<GroupId> Sorted(IEnumerable<GroupId> groups) => groups.OrderBy(group => group.Value, StringComparer.Ordinal);

    private static string Members(IEnumerable<GroupId> groups) => $"members of {ValueText.List(groups)}";
}
