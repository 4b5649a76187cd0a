using System.CommandLine;
using Enrollment.Cli.Output;
using Enrollment.Cli.Servers;
using Enrollment.Worker.Queries;

namespace Enrollment.Cli.Rules;

/// <summary><c>enrollctl rule diff RULE V1 V2</c></summary>
internal static class RuleDiffCommand
{
    public static Command Create()
    {
        var rule = new Argument<string>("RULE") { CustomParser = Values.Id, Description = "The rule's id." };
        var first = new Argument<int>("V1") { CustomParser = Values.Version, Description = "The version to compare from." };
        var second = new Argument<int>("V2") { CustomParser = Values.Version, Description = "The version to compare with." };
        var json = new Option<bool>("--json") { Description = "Print a JSON array of the fields that differ." };
        var command = new Command(
            "diff",
            "Tells field by field what differs between two versions of a rule. Example: enrollctl rule diff safety-rule 1 3"
        )
        {
            rule,
            first,
            second,
            json,
        };
        command.SetAction(
            (result, cancellationToken) =>
                Run(result.GetValue(rule)!, result.GetValue(first), result.GetValue(second), result.GetValue(json), cancellationToken)
        );
        return command;
    }

    private static async Task Run(string rule, int first, int second, bool json, CancellationToken cancellationToken)
    {
        await using var database = await Database.Open(Settings.Read(Uses.Database), cancellationToken);
        await using var session = database.Store.QuerySession();
        var saves = await RuleHistoryCommand.Saves(session, rule, cancellationToken);
        var differences = RuleInWords.Differences(Version(first).Rule, Version(second).Rule);
        if (json)
            Printer.Json(differences);
        else
            Print(differences, first, second);

        RuleSave Version(int number) =>
            saves.LastOrDefault(save => save.Version == number)
            ?? throw new CommandFailed(
                $"{rule} has no version {number}; it has {string.Join(", ", saves.Select(save => save.Version).Distinct())}."
            );
    }

    private static void Print(IReadOnlyList<RuleDifference> differences, int first, int second)
    {
        if (differences.Count == 0)
        {
            Printer.Line("The two versions say the same.");
            return;
        }

        var table = new Table(Column.Word("field"), Column.Text($"version {first}"), Column.Text($"version {second}"));
        foreach (var difference in differences)
            table.Add(difference.Field, difference.Before, difference.After);
        Printer.Show(table);
    }
}
