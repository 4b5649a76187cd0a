using System.Globalization;
using System.Text;

namespace Enrollment.Intake.Escaping;

/// <summary>Escapes invisible characters in JSON, such as <c>\u202e</c>. The content stays the same.</summary>
public static class EscapedJson
{
    /// <param name="json">Well-formed JSON. Such characters occur only in its strings. Line breaks stay.</param>
    public static string Of(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        if (!json.Any(c => c is > '~' or (< ' ' and not ('\n' or '\r'))))
            return json;
        var shown = new StringBuilder(json.Length + 16);
        for (var at = 0; at < json.Length; )
        {
            var point = EscapedText.PointAt(json, at);
            var length = point > char.MaxValue ? 2 : 1;
            if (point is not ('\n' or '\r') && EscapedText.IsUnseen(point))
                foreach (var unit in json.AsSpan(at, length))
                    shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}");
            else
                shown.Append(json, at, length);
            at += length;
        }

        return shown.ToString();
    }
}
