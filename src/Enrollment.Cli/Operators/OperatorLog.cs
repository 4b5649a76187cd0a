using System.CommandLine;
using System.CommandLine.Parsing;
using Enrollment.Cli.Parsing;
using Enrollment.Cli.Servers;
using Enrollment.Storage.Operators;
using Marten;

namespace Enrollment.Cli.Operators;

/// <summary>Records who ran a command that changes something, and why.</summary>
internal static class OperatorLog
{
    private const string ReasonName = "--reason";

    /// <summary>The operating system's user, with the machine.</summary>
    public static string UserName => $"{Environment.UserName}@{Environment.MachineName}";

    /// <summary>The option of every such command; required if stored data of learners is changed.</summary>
    public static Option<string?> ReasonOption(bool required = false) =>
        new(ReasonName)
        {
            CustomParser = OptionParsers.Reason,
            Description = "The reason, for auditors (enrollctl audit operators). Do not name anybody in it.",
            Required = required,
        };

    /// <summary>Recorded at once, before the change.</summary>
    public static async Task RecordAsync(Database database, ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var session = database.Store.LightweightSession();
        Record(session, parsed);
        await session.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Recorded with the change, in its transaction.</summary>
    public static void Record(IDocumentSession session, ParseResult parsed)
    {
        var reason = parsed.GetValue<string?>(ReasonName);
        new OperatorActed(DateTimeOffset.UtcNow, UserName, CommandText(parsed), reason).AppendTo(session);
    }

    // The reason stands for itself.
    private static string CommandText(ParseResult parsed)
    {
        var words = new List<string>();
        for (var i = 0; i < parsed.Tokens.Count; i++)
        {
            if (parsed.Tokens[i] is { Type: TokenType.Option, Value: ReasonName })
                i++;
            else
                words.Add(parsed.Tokens[i].Value);
        }

        return string.Join(' ', words);
    }
}
