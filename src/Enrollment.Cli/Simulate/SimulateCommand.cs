using System.CommandLine;
using System.Text.Json.Nodes;
using Enrollment.Cli.Errors;
using Enrollment.Cli.Output;
using Enrollment.Cli.Output.Formatting;
using Enrollment.Cli.Output.Tables;
using Enrollment.Cli.Parsing;

namespace Enrollment.Cli.Simulate;

/// <summary><c>enrollctl simulate FILE…</c></summary>
internal static class SimulateCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("FILE")
        {
            CustomParser = OptionParsers.Paths,
            Description = "Scenario files (see docs/scenarios.md).",
            Arity = ArgumentArity.OneOrMore,
        };
        var json = new Option<bool>("--json")
        {
            Description = "Print JSON even on a terminal. With several files, print one line per file.",
        };
        var command = new Command(
            "simulate",
            "Runs scenarios through the domain logic without servers. Example: enrollctl simulate onboarding.json"
        )
        {
            files,
            json,
        };
        command.SetAction(result => Run(result.GetValue(files)!, result.GetValue(json)));
        return command;
    }

    private static int Run(string[] files, bool json)
    {
        var disagreeing = files.Count(file => !TryPlay(file, json, alone: files.Length == 1));
        if (files.Length > 1 && !json)
            Printer.WriteDiagnostic($"{files.Length - disagreeing} of {files.Length} scenarios match their expectations.");
        return disagreeing == 0 ? 0 : 1;
    }

    /// <summary>Reports a file that cannot be used and continues with the others.</summary>
    private static bool TryPlay(string file, bool json, bool alone)
    {
        try
        {
            return Play(file, json, alone);
        }
        catch (CommandFailedException unusable)
        {
            Printer.WriteDiagnostic(unusable.Text);
            return false;
        }
    }

    private static bool Play(string file, bool json, bool alone)
    {
        var scenario = Scenario.Read(file);
        var run = ScenarioRun.Of(scenario);
        var enrollments = Expectation.Of(run.Organization.Enrollments);
        var differences = scenario.Expect is { } expected ? Expectation.Differences(expected, enrollments) : [];
        foreach (var refused in run.Refused)
            Printer.WriteDiagnostic($"{file}: refused {refused}");
        if (alone && (json || !StandardStreams.IsTerminal))
            Printer.WriteJson(enrollments);
        else if (json)
            Printer.WriteJsonLine(Line(file, scenario, enrollments, differences));
        else if (alone)
            Printer.Write(Table(enrollments));
        foreach (var difference in differences)
            Printer.WriteDiagnostic($"{file}: {difference}");
        return differences.Count == 0 && (scenario.Expect is not null || run.Refused.Count == 0);
    }

    private static JsonObject Line(string file, Scenario scenario, JsonArray enrollments, IReadOnlyList<string> differences) =>
        new()
        {
            ["file"] = file,
            ["name"] = scenario.Name,
            ["agrees"] = scenario.Expect is null ? null : differences.Count == 0,
            ["enrollments"] = enrollments,
            ["differences"] = new JsonArray([.. differences.Select(difference => JsonValue.Create(difference))]),
        };

    private static Table Table(JsonArray enrollments)
    {
        var table = new Table(
            Column.Id("activity"),
            Column.Id("learner"),
            Column.Fixed("enrolled on"),
            Column.Fixed("due"),
            Column.Fixed("status"),
            Column.Fixed("requirement", essential: false),
            Column.Fixed("completed on", essential: false)
        );
        foreach (var enrollment in enrollments.OfType<JsonObject>())
        foreach (var period in enrollment["periods"]!.AsArray().OfType<JsonObject>())
            table.Add([
                .. new[]
                {
                    enrollment["activityId"],
                    enrollment["userId"],
                    period["enrolledOn"],
                    period["due"],
                    period["status"],
                    period["requirement"],
                    period["completedOn"],
                }.Select(cell => Format.Text(cell?.GetValue<string>())),
            ]);
        return table;
    }
}
