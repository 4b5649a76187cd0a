using System.CommandLine;
using Enrollment.Cli.Output;
using Enrollment.Cli.Parsing;

namespace Enrollment.Cli.Audit.Export;

/// <summary><c>enrollctl audit keys --out FILE</c></summary>
internal static class KeysCommand
{
    public static Command Create()
    {
        var file = new Option<string>("--out")
        {
            CustomParser = OptionParsers.Path,
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
                await SigningKey.CreateAsync(name, cancellationToken);
                if (result.GetValue(json))
                    Printer.WriteJson(new { PrivateKey = name, PublicKey = $"{name}.pub" });
                else
                    Printer.WriteLine(
                        $"{name} signs: keep it where only the exporter reads it. {name}.pub checks: give it to the auditors."
                    );
            }
        );
        return command;
    }
}
