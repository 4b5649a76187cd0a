using Enrollment.Domain;
using Enrollment.Domain.Rules;

namespace Enrollment.Queries.Wording.Rules;

/// <summary>Who a rule enrolls, and through which groups it matched.</summary>
internal static class AudienceText
{
    public static string Of(Audience audience) =>
        audience switch
        {
            Audience.None => "nobody",
            Audience.EntireCompany => EntireCompany,
            Audience.Groups groups => Members(groups.Ids.OrderBy(group => group.Value, StringComparer.Ordinal)),
            _ => throw new ArgumentOutOfRangeException(nameof(audience), audience.GetType().Name, "Unknown kind of audience."),
        };

    /// <summary>The groups through which a rule matched; null for the entire company.</summary>
    public static string Matched(IReadOnlyList<GroupId>? groups) => $"for {(groups is null ? EntireCompany : Members(groups))}";

    private const string EntireCompany = "the entire company";

    private static string Members(IEnumerable<GroupId> groups) => $"members of {ValueText.List(groups)}";
}
