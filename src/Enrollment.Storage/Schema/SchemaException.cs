namespace Enrollment.Storage.Schema;

/// <summary>The worker cannot start with these tables. The message is for operators.</summary>
public sealed class SchemaException(string message) : Exception(message)
{
    internal static SchemaException NoTables(DatabaseRole role) => new($"The database has no Enrollment tables yet: {Apply(role)}.");

    internal static SchemaException Differ(DatabaseRole role) => new($"The tables are not those of this version: {Apply(role)}.");

    private static string Apply(DatabaseRole role) =>
        $"run enrollctl schema apply of this version as the owner {role.Owner}, then infra/grants.sql";
}
