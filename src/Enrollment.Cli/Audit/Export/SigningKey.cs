using System.Security.Cryptography;
using Enrollment.Cli.Errors;
using Enrollment.Cli.Files;

namespace Enrollment.Cli.Audit.Export;

/// <summary>Keys in PEM files: ECDSA over P-256 with SHA-256, compatible with OpenSSL.</summary>
internal static class SigningKey
{
    /// <summary>Writes FILE, which only its owner may read, and FILE.pub.</summary>
    public static async Task CreateAsync(string file, CancellationToken cancellationToken)
    {
        if (File.Exists(file) || File.Exists($"{file}.pub"))
            throw new CommandFailedException(
                $"{file} or {file}.pub already exists. What was signed with it could no longer be checked. Nothing was written."
            );
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await OutputFile.WriteAsync(file, key.ExportPkcs8PrivateKeyPem() + "\n", isSecret: true, cancellationToken: cancellationToken);
        await OutputFile.WriteAsync($"{file}.pub", key.ExportSubjectPublicKeyInfoPem() + "\n", cancellationToken: cancellationToken);
    }

    public static async Task<ECDsa> ReadAsync(string file, CancellationToken cancellationToken)
    {
        var text = await InputFile.ReadTextAsync("--key", file, cancellationToken);
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(text);
            return key;
        }
        catch (Exception unreadable) when (unreadable is ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new CommandFailedException(
                $"--key: {file} contains no key: {unreadable.Message.TrimEnd('.')}. Create one with: enrollctl audit keys --out FILE"
            );
        }
    }
}
