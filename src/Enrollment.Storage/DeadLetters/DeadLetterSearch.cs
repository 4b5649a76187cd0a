using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Enrollment.Storage.DeadLetters;

/// <summary>Finds the dead letters that mention a learner. An id matches only as a whole: u1 is not u10.</summary>
public static class DeadLetterSearch
{
    public static bool Mentions(DeadLetter letter, string learnerId) =>
        letter.LearnerId is { } known ? known == learnerId : BodyMentions(Encoding.UTF8.GetString(letter.Body.Bytes()), learnerId);

    private static bool BodyMentions(string body, string learnerId)
    {
        try
        {
            using var document = JsonDocument.Parse(body.TrimStart('\uFEFF'));
            return ValueMentions(document.RootElement, learnerId);
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

    private static bool ValueMentions(JsonElement value, string learnerId) =>
        value.ValueKind switch
        {
            JsonValueKind.String => value.GetString() == learnerId,
            JsonValueKind.Object => value.EnumerateObject().Any(member => ValueMentions(member.Value, learnerId)),
            JsonValueKind.Array => value.EnumerateArray().Any(item => ValueMentions(item, learnerId)),
            _ => false,
        };
}
