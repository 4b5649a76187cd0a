using System.CommandLine;
using Enrollment.Cli.Errors;
using Enrollment.Cli.Output;
using Enrollment.Cli.Servers;
using Enrollment.Storage.Access;
using Enrollment.Storage.Schema;

namespace Enrollment.Cli.Schema;

/// <summary><c>enrollctl schema apply</c></summary>
internal static class SchemaCommand
{
    public static Command Create() => new("schema", "Maintains the database schema. Example: enrollctl schema apply") { Apply() };

    private static Command Apply()
    {
        var json = new Option<bool>("--json") { Description = "Print the role and whether the schema was changed as JSON." };
        var command = new Command(
            "apply",
            "Creates the tables or upgrades them to this version. Run it as the owner of the tables, then run infra/grants.sql. "
                + "Tables that are up to date are not changed. Example: enrollctl schema apply"
        )
        {
            json,
        };
        command.SetAction((result, cancellationToken) => RunAsync(result.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(bool json, CancellationToken cancellationToken)
    {
        await using var database = Database.OpenUnchecked(Settings.Read(RequiredServers.Database));
        var role = await database.FindRoleAsync(cancellationToken);
        // An administrator could, but the tables would be the administrator's then.
        if (role.Name != role.Owner)
            throw new CommandFailedException(
                $"The role {role.Name} does not own the tables. Run the command as {role.Owner}. Nothing was changed."
            );
        var changed = await SchemaChanges.ApplyAsync(database.Store, cancellationToken);
        if (json)
            Printer.WriteJson(
                new
                {
                    Role = role.Name,
                    Schema = DatabaseSchema.Name,
                    Changed = changed,
                }
            );
        else
            Printer.WriteLine(
                changed
                    ? $"The tables in the schema {DatabaseSchema.Name} were upgraded to this version. "
                        + $"Next: psql -f infra/grants.sql as {role.Name}."
                    : $"The tables in the schema {DatabaseSchema.Name} are up to date. Nothing was changed."
            );
        return 0;
    }
}
