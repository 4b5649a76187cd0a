using System.Text.Json;

namespace Enrollment.Worker.DeadLetters;

/// <summary>The ids in a body of any content.</summary>
internal sealed record DeadLetterIds(string? Learner, string? Message)
{
    public static DeadLetterIds Of(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            return new DeadLetterIds(Member(root, "userId"), Member(root, "messageId"));
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return new DeadLetterIds(null, null);
        }
    }

    /// <summary>A member of the fact, plain or in an envelope.</summary>
    private static string? Member(JsonElement root, string name) =>
        root.ValueKind != JsonValueKind.Object ? null
        : root.TryGetProperty("message", out var fact) && Text(fact, name) is { } inside ? inside
        : Text(root, name);

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var id) && id.ValueKind == JsonValueKind.String
            ? id.GetString()
            : null;
}
