using System.Security.Cryptography;

namespace Enrollment.Chaos.Publishing;

/// <summary>What came under one id.</summary>
/// <param name="Times">How often.</param>
/// <param name="Content">Type and hash of the body.</param>
/// <param name="Differs">Whether it came with another content too.</param>
internal sealed record Received(int Times, string Content, bool Differs = false)
{
    public static string ContentOf(string? type, ReadOnlySpan<byte> body) => $"{type} {Convert.ToHexStringLower(SHA256.HashData(body))}";

    public Received Again(string content) => this with { Times = Times + 1, Differs = Differs || content != Content };
}
