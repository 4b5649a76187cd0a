using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Enrollment.Contracts;

namespace Enrollment.Intake.Transport;

/// <summary>
/// Finds the contract's messages that a text names. A name is a sequence of words, separated by case, digits or any other character. Text
/// before and after it is ignored, such as namespaces, versions and <c>Event</c>.
/// </summary>
internal static partial class MessageTypeNames
{
    private const int MostCharacters = 4_000;

    // UserCreatedOrUpdated is one message with either meaning. It contradicts no queue.
    private static readonly string[] Conjunctions = ["or", "and"];

    // Needed for texts without case, such as userdeactivatedevent. In other texts they are separate words.
    private static readonly string[] Endings = ["event", "message", "command", "fact", "notification", "dto", "v"];

    private static readonly FrozenDictionary<string, string> Names = typeof(Fact)
        .Assembly.GetExportedTypes()
        .Where(IsMessage)
        .ToFrozenDictionary(type => type.Name.ToLowerInvariant(), type => type.Name, StringComparer.Ordinal);

    private static readonly int MostWords = Names.Values.Max(name => WordsOf(name).Length);

    /// <summary>The messages that the text names; empty if it names none of the contract.</summary>
    public static IReadOnlySet<string> In(string? text)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        if (text is null)
            return found;
        var words = WordsOf(text.Length > MostCharacters ? text[..MostCharacters] : text);
        for (var first = 0; first < words.Length; )
            first += Take(words, first, found);
        return found;
    }

    /// <summary>Finds the longest name that begins with this word, and returns its number of words.</summary>
    private static int Take(string[] words, int first, HashSet<string> found)
    {
        for (var count = Math.Min(MostWords, words.Length - first); count > 0; count--)
        {
            if (NameOf(string.Join("", words, first, count)) is not { } name)
                continue;
            if (!IsConjunction(words, first - 1) && !IsConjunction(words, first + count))
                found.Add(name);
            return count;
        }

        return 1;
    }

    private static bool IsConjunction(string[] words, int place) =>
        place >= 0 && place < words.Length && Conjunctions.Contains(words[place]);

    private static string? NameOf(string word) =>
        Names.GetValueOrDefault(word)
        ?? Endings
            .Where(ending => word.EndsWith(ending, StringComparison.Ordinal))
            .Select(ending => Names.GetValueOrDefault(word[..^ending.Length]))
            .FirstOrDefault(name => name is not null);

    private static string[] WordsOf(string text) => [.. Word().Matches(text).Select(word => word.Value.ToLowerInvariant())];

    // IUser is I and User. A comma or semicolon is a word that no name has, because it separates the items of a list.
    [GeneratedRegex("[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+|[;,]", RegexOptions.CultureInvariant)]
    private static partial Regex Word();

    private static bool IsMessage(Type type) =>
        !type.IsAbstract
        && (
            type.IsSubclassOf(typeof(Fact))
            || type.IsSubclassOf(typeof(EnrollmentAnnouncement))
            || type == typeof(NightlyRunCompleted)
            || type == typeof(StartNightlyRun)
            || type == typeof(RunNightlyBatch)
            || type == typeof(RollOverPeriods)
        );
}
