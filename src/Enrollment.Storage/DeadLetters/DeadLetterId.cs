using System.Security.Cryptography;
using System.Text;

namespace Enrollment.Storage.DeadLetters;

/// <summary>Derives the id of a row from the message, so that a repeated delivery gives the same row.</summary>
public static class DeadLetterId
{
    public static Guid Of(DeadLetterKind kind, string queue, string? messageId, byte[] body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{kind}\0{queue}\0{messageId}\0"));
        hash.AppendData(body);
        return new Guid(hash.GetHashAndReset().AsSpan(0, 16));
    }
}
