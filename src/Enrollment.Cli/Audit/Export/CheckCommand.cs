using System.CommandLine;
using System.Security.Cryptography;
using System.Text.Json;
using Enrollment.Cli.Errors;
using Enrollment.Cli.Files;
using Enrollment.Cli.Output;
using Enrollment.Cli.Output.Formatting;
using Enrollment.Cli.Parsing;
using Enrollment.Queries.Wording.Findings;

namespace Enrollment.Cli.Audit.Export;

/// <summary><c>enrollctl audit check DIR --key FILE</c>: without database or network.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("DIR")
        {
            CustomParser = OptionParsers.Path,
            Description = "The folder that enrollctl audit export wrote.",
        };
        var key = new Option<string>("--key")
        {
            CustomParser = OptionParsers.Path,
            Description = "The public key.",
            Required = true,
        };
        var json = new Option<bool>("--json") { Description = "Print the findings as JSON." };
        var command = new Command(
            "check",
            "Verifies that nothing in an export was changed, added or removed since it was signed. Example: "
                + "enrollctl audit check audit-u0042 --key audit.key.pub"
        )
        {
            folder,
            key,
            json,
        };
        command.SetAction(
            (result, cancellationToken) =>
                RunAsync(result.GetValue(folder)!, result.GetValue(key)!, result.GetValue(json), cancellationToken)
        );
        return command;
    }

    private static async Task<int> RunAsync(string folder, string keyFile, bool json, CancellationToken cancellationToken)
    {
        using var key = await SigningKey.ReadAsync(keyFile, cancellationToken);
        var findings = await FindProblemsAsync(folder, key, cancellationToken).ToListAsync(cancellationToken);
        if (json)
            Printer.WriteJson(
                new
                {
                    Folder = folder,
                    Genuine = findings.Count == 0,
                    Findings = findings,
                }
            );
        else if (findings.Count == 0)
            Printer.WriteLine($"[green]Genuine[/]: {Format.Sentence(VerificationText.ExportUnchanged(Format.Id(folder)))}.");
        else
            findings.ForEach(finding => Printer.WriteLine($"[red]·[/] {finding}"));
        return findings.Count == 0 ? 0 : 1;
    }

    private static async IAsyncEnumerable<string> FindProblemsAsync(
        string folder,
        ECDsa key,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var bytes = await ReadFileAsync(folder, Manifest.Name, cancellationToken);
        if (!IsSigned(bytes, await ReadFileAsync(folder, Manifest.SignatureName, cancellationToken), key))
        {
            yield return VerificationText.ExportNotSigned(Manifest.Name);
            yield break;
        }

        var manifest = Manifest.Read(bytes);
        foreach (var listed in manifest.Files)
            if (!File.Exists(Path.Combine(folder, listed.Name)))
                yield return VerificationText.ExportMissing(listed.Name);
            else if (await ExportedFile.ReadAsync(folder, listed.Name, cancellationToken) is var found && found != listed)
                yield return VerificationText.ExportChanged(listed.Name, found.Sha256, listed.Sha256);
        foreach (
            var extra in Directory
                .EnumerateFileSystemEntries(folder)
                .Select(Path.GetFileName)
                .Except([.. manifest.Files.Select(file => file.Name), Manifest.Name, Manifest.SignatureName])
        )
            yield return VerificationText.ExportAdded(extra!);
    }

    private static async Task<byte[]> ReadFileAsync(string folder, string name, CancellationToken cancellationToken) =>
        File.Exists(Path.Combine(folder, name))
            ? await InputFile.ReadBytesAsync("DIR", Path.Combine(folder, name), cancellationToken)
            : throw new CommandFailedException($"{folder} has no {name}. It is not a complete export.");

    private static bool IsSigned(byte[] manifest, byte[] signature, ECDsa key)
    {
        try
        {
            var der = Convert.FromBase64String(System.Text.Encoding.ASCII.GetString(signature).Trim());
            return key.VerifyData(manifest, der, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (Exception unreadable) when (unreadable is FormatException or CryptographicException or JsonException)
        {
            return false;
        }
    }
}
