using System.Security.Cryptography;

namespace Enrollment.Cli.Audit.Exporting;

/// <summary>Keys in PEM files, ECDSA over P-256 with SHA-256: any OpenSSL makes and checks them as well.</summary>
internal static class SigningKey
{
    /// <summary>Writes FILE, which only its owner may read, and FILE.pub.</summary>
    public static async Task Create(string file, CancellationToken cancellation)
    {
        if (File.Exists(file) || File.Exists($"{file}.pub"))
            throw new CommandFailed($"{file} or {file}.pub is there already: what was signed with it could not be checked any more; nothing was written.");
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using (var secret = new StreamWriter(file, options))
            await secret.WriteLineAsync(key.ExportPkcs8PrivateKeyPem().AsMemory(), cancellation);
        await File.WriteAllTextAsync($"{file}.pub", key.ExportSubjectPublicKeyInfoPem() + "\n", cancellation);
    }

    public static ECDsa Read(string file)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(file));
            return key;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new CommandFailed($"{file} holds no key: {unreadable.Message} Make one with: enrollctl audit keys --out FILE");
        }
    }
}
