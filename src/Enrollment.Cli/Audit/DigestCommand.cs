using System.CommandLine;
using Enrollment.Cli.Files;
using Enrollment.Cli.Output;
using Enrollment.Cli.Output.Formatting;
using Enrollment.Cli.Parsing;
using Enrollment.Cli.Servers;
using Enrollment.Storage.Auditing;

namespace Enrollment.Cli.Audit;

/// <summary><c>enrollctl audit digest --out FILE</c></summary>
internal static class DigestCommand
{
    public static Command Create()
    {
        var file = new Option<string>("--out")
        {
            CustomParser = OptionParsers.Path,
            Description = "The file to write. Keep it on another host or on write-once storage.",
            Required = true,
        };
        var force = new Option<bool>("--force") { Description = "Overwrite an existing file." };
        var json = new Option<bool>("--json") { Description = "Print the digest, too." };
        var command = new Command(
            "digest",
            "Writes a digest of all chained events to a file, to be kept outside of the database. Example: "
                + "enrollctl audit digest --out 2026-03-01.json"
        )
        {
            file,
            force,
            json,
        };
        command.SetAction(
            async (result, cancellationToken) =>
            {
                await using var database = await Database.OpenAsync(Settings.Read(RequiredServers.Database), cancellationToken);
                await using var session = database.Store.QuerySession();
                var digest = Digest.Of(await ChainHead.LoadAsync(session, cancellationToken), DateTimeOffset.UtcNow);
                var name = result.GetValue(file)!;
                await OutputFile.WriteAsync(name, digest.ToJson(), result.GetValue(force), cancellationToken: cancellationToken);
                if (result.GetValue(json))
                    Printer.WriteJson(digest);
                else
                    Printer.WriteLine($"{Format.Count(digest.Position, "event")} chained: {digest.Sha256}, written to {name}.");
            }
        );
        return command;
    }
}
