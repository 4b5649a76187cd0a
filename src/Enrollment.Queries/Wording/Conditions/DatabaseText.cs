using Enrollment.Storage.Schema;

namespace Enrollment.Queries.Wording.Conditions;

/// <summary>What is wrong with the database, its tables and the rights of a role.</summary>
public static class DatabaseText
{
    private const int NamedRights = 3;

    public static string NotAnswering(string why) => $"The database does not answer as expected: {why}.";

    /// <param name="role">Null where the role is not known.</param>
    public static string NoTables(DatabaseRole? role = null) => $"The database has no Enrollment tables. {Apply(role)}";

    public static string OtherTables(DatabaseRole role) => $"The tables are not those of this version. {Apply(role)}";

    /// <summary>One text about all rights that are missing or must not be there.</summary>
    public static string WrongRights(DatabaseRole role, IReadOnlyCollection<WrongRight> wrong)
    {
        var parts = wrong.ToLookup(right => right.IsMissing ? "lacks" : "must not have").Select(part => Rights(part.Key, [.. part]));
        var scripts = wrong.Select(right => right.Script).Distinct().Order().Select(script => $"{script} as {RunBy(script, role)}");
        return $"The role {role.Name} {string.Join(", and ", parts)}. Run {string.Join(" and ", scripts)}.";
    }

    public const string AdvisoryLocks =
        "Every role can take advisory locks and block work with them. Run infra/administrator.sql as an administrator of the server.";

    public static string ReadsStatistics(string role) =>
        $"The role {role} is a member of pg_read_all_stats, so the event daemon waits at a gap also for sessions that only read. "
        + "Revoke the membership.";

    private static string Apply(DatabaseRole? role) =>
        $"Run enrollctl schema apply of this version as the owner{(role is null ? "" : $" {role.Owner}")}, then infra/grants.sql.";

    private static string Rights(string verb, IReadOnlyList<WrongRight> rights)
    {
        var named = ValueText.List(rights.Take(NamedRights).Select(right => $"{right.What} on {right.Thing}"));
        return rights.Count > NamedRights ? $"{verb} {named} and {rights.Count - NamedRights} more" : $"{verb} {named}";
    }

    private static string RunBy(string script, DatabaseRole role) =>
        script == DatabaseRights.Grants ? $"the owner {role.Owner}" : "an administrator of the server";
}
