using System.Text.Json;

namespace Enrollment.Worker.Intake;

/// <summary>Stands in until the real validation is merged: size, and whether it is JSON at all.</summary>
internal static class PlaceholderCheck
{
    public const int MaxBytes = 256 * 1024;

    public static IReadOnlyList<Problem> Check(ReadOnlyMemory<byte> body, string? contentType, Type factType, DateTimeOffset now)
    {
        if (body.Length > MaxBytes)
            return [new Problem("$", $"The body has {body.Length} bytes; {MaxBytes} are allowed.")];
        try
        {
            using var document = JsonDocument.Parse(body);
            return [];
        }
        catch (JsonException)
        {
            return [new Problem("$", "The body is not JSON.")];
        }
    }
}
