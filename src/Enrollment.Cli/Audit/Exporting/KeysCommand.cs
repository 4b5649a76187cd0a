using System.CommandLine;
using Enrollment.Cli.Output;

namespace Enrollment.Cli.Audit.Exporting;

/// <summary><c>enrollctl audit keys --out FILE</c></summary>
internal static class KeysCommand
{
    public static Command Create()
    {
        var file = new Option<string>("--out")
        {
            CustomParser = Values.Path,
            Description = "Where the private key goes; the public one goes beside it, with .pub.",
            Required = true,
        };
        var json = new Option<bool>("--json") { Description = "Print the names of both files as JSON." };
        var command = new Command("keys", "Makes a pair of keys for signing exports. Example: enrollctl audit keys --out audit.key")
        {
            file,
            json,
        };
        command.SetAction(
            async (result, cancellationToken) =>
            {
                var name = result.GetValue(file)!;
                await SigningKey.Create(name, cancellationToken);
                if (result.GetValue(json))
                    Printer.Json(new { PrivateKey = name, PublicKey = $"{name}.pub" });
                else
                    Printer.Line($"{name} signs: keep it where only the exporter reads it. {name}.pub checks: give it to the auditors.");
            }
        );
        return command;
    }
}
