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
            Description = "The file for the private key. The public key is written beside it, with .pub appended.",
            Required = true,
        };
        var json = new Option<bool>("--json") { Description = "Print both file names as JSON." };
        var command = new Command("keys", "Creates a key pair for signing exports. Example: enrollctl audit keys --out audit.key")
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
                        $"{name} is the private key. Keep it where only the exporter can read it. {name}.pub is the public key. "
                            + $"Give it to the auditors."
                    );
            }
        );
        return command;
    }
}
