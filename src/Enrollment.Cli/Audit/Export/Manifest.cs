using System.Text.Json;
using System.Text.Json.Serialization;
using Enrollment.Cli.Errors;
using Enrollment.Storage.Auditing;

namespace Enrollment.Cli.Audit.Export;

/// <summary>The content of an export. Its bytes are signed.</summary>
internal sealed record Manifest
{
    public const string Name = "manifest.json";
    public const string SignatureName = "manifest.sig";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public int Format { get; init; } = 1;

    /// <summary>UTC.</summary>
    public required DateTimeOffset ExportedAt { get; init; }

    /// <summary>The user of the operating system.</summary>
    public required string By { get; init; }

    public string? Learner { get; init; }

    public string? Activity { get; init; }

    /// <summary>Recorded on this date or later, in the organization's time zone.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Recorded on this date or earlier.</summary>
    public DateOnly? To { get; init; }

    public required long Events { get; init; }

    /// <summary>The head of the event chain when the export started.</summary>
    public required Digest Chain { get; init; }

    public required IReadOnlyList<ExportedFile> Files { get; init; }

    public byte[] Bytes() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    public static Manifest Read(byte[] bytes) =>
        JsonSerializer.Deserialize<Manifest>(bytes, Json) ?? throw new CommandFailedException($"{Name} is empty.");
}

/// <param name="Name">Within the folder.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">Of its bytes, in hexadecimal.</param>
internal sealed record ExportedFile(string Name, long Bytes, string Sha256)
{
    public static async Task<ExportedFile> ReadAsync(string folder, string name, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(Path.Combine(folder, name));
        var hash = await System.Security.Cryptography.SHA256.HashDataAsync(file, cancellationToken);
        return new ExportedFile(name, file.Length, Convert.ToHexStringLower(hash));
    }
}
