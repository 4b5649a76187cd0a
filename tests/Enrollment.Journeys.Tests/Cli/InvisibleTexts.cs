using System.Globalization;
using Enrollment.Intake.Json;

namespace Enrollment.Journeys.Tests.Cli;

/// <summary>Texts that hide, turn lines around or move the cursor, and how to see whether one came through.</summary>
internal static class InvisibleTexts
{
    public static string[] Texts { get; } =
    [
        "  blanks around ",
        "zero\u200Bwidth",
        "turn\u202Eend",
        "line\u2028end",
        "paragraph\u2029end",
        "\e[2Jclear",
        "return\rover",
        "line\nfeed",
        "bell\a",
        "tab\tstop",
        "[red]markup",
        "hard\u00A0blank",
        "delete\u007F",
        "control\u009B31m",
        "tag\U000E0041",
        "mark\uFEFF",
        "unassigned\u0378",
        "filler\u3164",
        "ideographic\u3000blank",
        "soft\u00ADhyphen",
    ];

    public static string Together { get; } = string.Concat(Texts);

    /// <summary>What of it would not be seen as itself, as code points; line breaks end lines.</summary>
    public static IEnumerable<string> In(string output) =>
        output
            .EnumerateRunes()
            .Where(rune =>
                rune.Value != '\n'
                && (
                    rune.Value == 0x3164
                    || rune.Value != ' '
                        && CharUnicodeInfo.GetUnicodeCategory(rune.Value)
                            is UnicodeCategory.Control
                                or UnicodeCategory.Format
                                or UnicodeCategory.Surrogate
                                or UnicodeCategory.OtherNotAssigned
                                or UnicodeCategory.LineSeparator
                                or UnicodeCategory.ParagraphSeparator
                                or UnicodeCategory.SpaceSeparator
                )
            )
            .Select(rune => $"U+{rune.Value:X4}")
            .Distinct();
}
