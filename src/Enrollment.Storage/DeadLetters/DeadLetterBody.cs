using System.Text;

namespace Enrollment.Storage.DeadLetters;

/// <param name="Text">The body, or its beginning.</param>
/// <param name="IsBase64">True if it is not text that the database can store.</param>
/// <param name="Length">The received bytes.</param>
/// <param name="IsCut">True if only the beginning is kept.</param>
public sealed record DeadLetterBody(string Text, bool IsBase64, int Length, bool IsCut)
{
    public const int MaxBytes = 256 * 1024;

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <param name="body">The body, or its beginning.</param>
    /// <param name="length">The received length, if only the beginning is given.</param>
    public static DeadLetterBody Of(byte[] body, int? length = null)
    {
        var received = Math.Max(body.Length, length ?? 0);
        var isCut = received > MaxBytes;
        var kept = body.AsSpan(0, Math.Min(body.Length, MaxBytes));
        var text = TextOf(kept);
        return new DeadLetterBody(text ?? Convert.ToBase64String(kept), text is null, received, isCut);
    }

    public byte[] Bytes() => IsBase64 ? Convert.FromBase64String(Text) : Encoding.UTF8.GetBytes(Text);

    // jsonb cannot contain U+0000.
    private static string? TextOf(ReadOnlySpan<byte> body)
    {
        if (body.Contains((byte)0))
            return null;
        try
        {
            return Strict.GetString(body);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
