using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Enrollment.Storage.DeadLetters;

/// <summary>Whether a dead letter names a learner: u1 is not u10.</summary>
internal static class DeadLetterSearch
{
    public static bool In(DeadLetter letter, string learnerId) =>
        letter.LearnerId is { } known ? known == learnerId : InBody(Encoding.UTF8.GetString(letter.Body.Bytes()), learnerId);

    private static bool InBody(string body, string learnerId)
    {
        try
        {
            using var document = JsonDocument.Parse(body.TrimStart('\uFEFF'));
            return InValue(document.RootElement, learnerId);
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return Regex.IsMatch(
                body,
                $@"(?<![\p{{L}}\p{{N}}_-]){Regex.Escape(learnerId)}(?![\p{{L}}\p{{N}}_-])",
                RegexOptions.CultureInvariant
            );
        }
    }

    private static bool InValue(JsonElement value, string learnerId) =>
        value.ValueKind switch
        {
            JsonValueKind.String => value.GetString() == learnerId,
            JsonValueKind.Object => value.EnumerateObject().Any(member => InValue(member.Value, learnerId)),
            JsonValueKind.Array => value.EnumerateArray().Any(item => InValue(item, learnerId)),
            _ => false,
        };
}
