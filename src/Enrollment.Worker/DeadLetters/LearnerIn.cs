using System.Text.Json;

namespace Enrollment.Worker.DeadLetters;

/// <summary>Finds the learner in a body that may be anything.</summary>
internal static class LearnerIn
{
    public static string? Body(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            return UserId(root) ?? (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("message", out var message) ? UserId(message) : null);
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string? UserId(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty("userId", out var id) && id.ValueKind == JsonValueKind.String
            ? id.GetString()
            : null;
}
