using System.Text;

namespace Enrollment.Storage.DeadLetters;

/// <param name="Text">The body, or its beginning.</param>
/// <param name="IsBase64">True where it is not text that the database can hold.</param>
/// <param name="Length">Bytes that came.</param>
/// <param name="IsCut">True where only the beginning is kept.</param>
public sealed record DeadLetterBody(string Text, bool IsBase64, int Length, bool IsCut)
{
    public const int MostBytes = 256 * 1024;

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <param name="body">The body, or its beginning.</param>
    /// <param name="length">How long it was, where only its beginning is given.</param>
    public static DeadLetterBody Of(byte[] body, int? length = null)
    {
        var came = Math.Max(body.Length, length ?? 0);
        var isCut = came > MostBytes;
        var kept = body.AsSpan(0, Math.Min(body.Length, MostBytes));
        var text = TextOf(kept);
        return new DeadLetterBody(text ?? Convert.ToBase64String(kept), text is null, came, isCut);
    }

    public byte[] Bytes() => IsBase64 ? Convert.FromBase64String(Text) : Encoding.UTF8.GetBytes(Text);

    // jsonb cannot hold U+0000.
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
