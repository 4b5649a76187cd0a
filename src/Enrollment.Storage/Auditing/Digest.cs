using System.Text.Json;

namespace Enrollment.Storage.Auditing;

/// <summary>The head of the chain at an instant. Kept outside of the database, it proves every event up to there.</summary>
/// <param name="Position">Events chained.</param>
/// <param name="Sequence">The number of the last of them.</param>
/// <param name="Sha256">The last link, in hexadecimal.</param>
/// <param name="At">When it was taken, UTC.</param>
public sealed record Digest(long Position, long Sequence, string Sha256, DateTimeOffset At)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static Digest Of(ChainHead head, DateTimeOffset at) =>
        new(head.Position, head.Sequence, Convert.ToHexStringLower(head.Digest.Span), at.ToUniversalTime());

    /// <exception cref="InvalidDataException">The file contains no digest.</exception>
    public static async Task<Digest> ReadAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = File.OpenRead(file);
            return await JsonSerializer.DeserializeAsync<Digest>(stream, Json, cancellationToken) is { Sha256: not null } digest
                ? digest
                : throw new JsonException("it is empty");
        }
        catch (JsonException unreadable)
        {
            throw new InvalidDataException($"{file} is no digest as 'audit digest' writes it: {unreadable.Message}");
        }
    }

    /// <summary>The content of its file.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json) + "\n";

    /// <summary>Writes a complete file or none, because a finished file is moved into place.</summary>
    public async Task WriteAsync(string file, CancellationToken cancellationToken)
    {
        var half = $"{file}.part";
        await File.WriteAllTextAsync(half, ToJson(), cancellationToken);
        File.Move(half, file, overwrite: true);
    }
}
