using System.CommandLine;
using Enrollment.Cli.Operators;
using Enrollment.Cli.Parsing;

namespace Enrollment.Cli.Retraining;

/// <summary><c>enrollctl retrain ACTIVITY (--everyone | --group G… | --users FILE) --due DUE --reason TEXT</c></summary>
internal static class RetrainCommand
{
    public static Command Create()
    {
        var options = new RetrainOptions();
        var command = new Command(
            "retrain",
            "Orders learners to complete an activity again. The next night carries it out, for those for whom a rule for the activity "
                + "matches. Example: enrollctl retrain lab-safety --group lab --due 14d --reason \"accident in the lab\""
        )
        {
            options.Activity,
            options.Everyone,
            options.Groups,
            options.Users,
            options.Due,
            options.Reason,
            options.Yes,
            options.Json,
        };
        command.Validators.Add(given =>
        {
            bool[] named =
            [
                given.GetValue(options.Everyone),
                given.GetResult(options.Groups) is not null,
                given.GetResult(options.Users) is not null,
            ];
            if (named.Count(isGiven => isGiven) != 1)
                given.AddError("Say whom it concerns: give one of --everyone, --group and --users.");
        });
        command.SetAction((result, cancellationToken) => RetrainRun.RunAsync(result, options, cancellationToken));
        return command;
    }
}

/// <summary>What <c>enrollctl retrain</c> takes.</summary>
internal sealed class RetrainOptions
{
    public Argument<string> Activity { get; } = new("ACTIVITY") { CustomParser = OptionParsers.Id, Description = "The activity's id." };

    public Option<bool> Everyone { get; } = new("--everyone") { Description = "The entire company." };

    public Option<string[]> Groups { get; } =
        new("--group")
        {
            CustomParser = OptionParsers.Ids,
            Description = "Members of these groups.",
            AllowMultipleArgumentsPerToken = true,
            Arity = ArgumentArity.OneOrMore,
        };

    public Option<string> Users { get; } =
        new("--users")
        {
            CustomParser = OptionParsers.Path,
            Description = "The learners in this file: one id on each line, as enrollctl prints it. - reads standard input.",
        };

    public Option<Contracts.Due> Due { get; } =
        new("--due")
        {
            CustomParser = OptionParsers.DueDate,
            Description = "30d for 30 days after the night that carries it out, or a date, yyyy-MM-dd.",
            Required = true,
        };

    public Option<string?> Reason { get; } = OperatorLog.ReasonOption(required: true);

    public Option<bool> Yes { get; } = ManualFact.YesOption();

    public Option<bool> Json { get; } = new("--json") { Description = "Print the orders and what became of them as JSON." };
}
