using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Enrollment.Cli.Errors;
using Enrollment.Cli.Output;

namespace Enrollment.Cli;

/// <summary>Runs the command line and returns the exit code. Every error is reported as a sentence.</summary>
internal static class CommandLine
{
    // An id may begin with @, which would otherwise name a file with more arguments.
    private static readonly ParserConfiguration ParserConfiguration = new() { ResponseFileTokenReplacer = null };

    public static async Task<int> RunAsync(string[] arguments)
    {
        try
        {
            var parsed = Commands.Create().Parse(arguments, ParserConfiguration);
            var errors = parsed.Action is ParseErrorAction ? parsed.Errors.Select(Describe) : [];
            string[] wrong = [.. FindFlagValues(parsed, arguments), .. errors];
            return wrong.Length > 0 ? Refuse(parsed, wrong) : await parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false });
        }
        catch (Exception exception)
        {
            return ErrorReport.Write(exception);
        }
    }

    private static int Refuse(ParseResult parsed, string[] wrong)
    {
        foreach (var sentence in wrong.Distinct())
            Printer.WriteDiagnostic(sentence);
        Printer.WriteDiagnostic($"Usage: {Path(parsed.CommandResult)} --help");
        return ExitCodes.Unusable;
    }

    /// <summary>The library would treat such a value as the next argument.</summary>
    private static IEnumerable<string> FindFlagValues(ParseResult parsed, string[] arguments) =>
        from argument in arguments.TakeWhile(argument => argument != "--")
        from flag in parsed.CommandResult.Command.Options.OfType<Option<bool>>()
        where argument.StartsWith(flag.Name, StringComparison.Ordinal) && argument[flag.Name.Length..] is ['=' or ':', ..]
        select $"{flag.Name}: '{argument[(flag.Name.Length + 1)..]}' is not expected. The option takes no value.";

    // The library leaves the name out where an argument is missing its value.
    private static string Describe(ParseError error) =>
        error.SymbolResult is OptionResult { Tokens.Count: 0, Option: { } option }
        && error.Message.Contains("argument missing", StringComparison.Ordinal)
            ? $"{option.Name}: has no value. Expected: {option.Description}"
            : error.Message;

    private static string Path(CommandResult command)
    {
        var names = new List<string>();
        for (SymbolResult? at = command; at is CommandResult { Command: { } named }; at = at.Parent)
            names.Insert(0, named is RootCommand ? "enrollctl" : named.Name);
        return string.Join(' ', names);
    }
}
