using System.Text.Json;

namespace Enrollment.Intake.Json;

/// <summary>The names of JSON's types.</summary>
internal static class AllowedKinds
{
    public static string NameOf(JsonValueKind kind) =>
        kind switch
        {
            JsonValueKind.Object => "an object",
            JsonValueKind.Array => "a list",
            JsonValueKind.String => "text",
            JsonValueKind.Number => "a number",
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            JsonValueKind.Null => "null",
            _ => "nothing",
        };
}
