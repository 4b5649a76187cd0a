using System.Collections.Frozen;
using System.Text;
using Enrollment.Contracts;

namespace Enrollment.Worker.Intake;

/// <summary>Finds the contract's messages that a text names, in whichever usual form: <c>UserCreated</c>, a namespace before it, a URN, <c>user-created</c>, <c>user.created.v1</c>.</summary>
internal static class MessageTypeNames
{
    private const int MostCharacters = 4_000;
    private const int MostWordsOfAName = 4;

    private static readonly string[] Endings = ["event", "message", "command"];

    private static readonly FrozenDictionary<string, string> Names = typeof(Fact).Assembly.GetExportedTypes()
        .Where(IsMessage).ToFrozenDictionary(type => type.Name.ToLowerInvariant(), type => type.Name, StringComparer.Ordinal);

    /// <summary>What the text names; empty where it names no message of the contract.</summary>
    public static IReadOnlySet<string> In(string? text)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        if (text is null)
            return found;
        var words = WordsOf(text.Length > MostCharacters ? text[..MostCharacters] : text);
        for (var first = 0; first < words.Count; first++)
        {
            var joined = new StringBuilder();
            for (var next = first; next < Math.Min(words.Count, first + MostWordsOfAName); next++)
                if (NameOf(joined.Append(words[next]).ToString()) is { } name)
                    found.Add(name);
        }

        return found;
    }

    // Hyphens and underscores are inside a name (user-created), everything else separates names.
    private static List<string> WordsOf(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var character in text.ToLowerInvariant().Append(' '))
        {
            if (char.IsAsciiLetterOrDigit(character))
                word.Append(character);
            else if (character is not ('-' or '_') && word.Length > 0)
                Take();
        }

        return words;

        void Take()
        {
            words.Add(word.ToString());
            word.Clear();
        }
    }

    // The queue's own name is a usual form too: enrollment-user-created.
    private static string? NameOf(string word) =>
        Names.GetValueOrDefault(word)
        ?? Endings.Where(word.EndsWith).Select(ending => Names.GetValueOrDefault(word[..^ending.Length])).FirstOrDefault(name => name is not null)
        ?? (word.StartsWith("enrollment", StringComparison.Ordinal) ? Names.GetValueOrDefault(word["enrollment".Length..]) : null);

    private static bool IsMessage(Type type) =>
        !type.IsAbstract && (type.IsSubclassOf(typeof(Fact)) || type.IsSubclassOf(typeof(EnrollmentAnnouncement))
            || type == typeof(NightlyRunCompleted) || type == typeof(StartNightlyRun) || type == typeof(RunNightlyBatch) || type == typeof(RollOverPeriods));
}
