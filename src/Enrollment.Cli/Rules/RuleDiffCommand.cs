using System.CommandLine;
using Enrollment.Cli.Errors;
using Enrollment.Cli.Output;
using Enrollment.Cli.Output.Tables;
using Enrollment.Cli.Parsing;
using Enrollment.Cli.Servers;
using Enrollment.Queries.History;
using Enrollment.Queries.Wording.Rules;

namespace Enrollment.Cli.Rules;

/// <summary><c>enrollctl rule diff RULE V1 V2</c></summary>
internal static class RuleDiffCommand
{
    public static Command Create()
    {
        var rule = new Argument<string>("RULE") { CustomParser = OptionParsers.Id, Description = "The rule's id." };
        var first = new Argument<int>("V1") { CustomParser = OptionParsers.Version, Description = "The version to compare from." };
        var second = new Argument<int>("V2") { CustomParser = OptionParsers.Version, Description = "The version to compare with." };
        var json = new Option<bool>("--json") { Description = "Print the differing fields as a JSON array." };
        var command = new Command("diff", "Compares two versions of a rule field by field. Example: enrollctl rule diff safety-rule 1 3")
        {
            rule,
            first,
            second,
            json,
        };
        command.SetAction(
            (result, cancellationToken) =>
                RunAsync(result.GetValue(rule)!, result.GetValue(first), result.GetValue(second), result.GetValue(json), cancellationToken)
        );
        return command;
    }

    private static async Task RunAsync(string rule, int first, int second, bool json, CancellationToken cancellationToken)
    {
        await using var database = await Database.OpenAsync(Settings.Read(RequiredServers.Database), cancellationToken);
        await using var session = database.Store.QuerySession();
        var saves = await RuleHistoryCommand.LoadSavesAsync(session, rule, cancellationToken);
        var differences = RuleText.Differences(Version(first).Rule, Version(second).Rule);
        if (json)
            Printer.WriteJson(differences);
        else
            Print(differences, first, second);

        RuleSave Version(int number) =>
            saves.LastOrDefault(save => save.Version == number)
            ?? throw new CommandFailedException(
                $"{rule} has no version {number}; it has {string.Join(", ", saves.Select(save => save.Version).Distinct())}."
            );
    }

    private static void Print(IReadOnlyList<RuleDifference> differences, int first, int second)
    {
        if (differences.Count == 0)
        {
            Printer.WriteLine(RuleSaveText.Equal);
            return;
        }

        var table = new Table(Column.Fixed("field"), Column.Text($"version {first}"), Column.Text($"version {second}"));
        foreach (var difference in differences)
            table.Add(difference.Field, difference.Before, difference.After);
        Printer.Write(table);
    }
}
