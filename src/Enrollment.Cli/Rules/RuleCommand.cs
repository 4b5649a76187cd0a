using System.CommandLine;

namespace Enrollment.Cli.Rules;

/// <summary><c>enrollctl rule …</c></summary>
internal static class RuleCommand
{
    public static Command Create() =>
        new(
            "rule",
            "Shows what became of a rule and what a save of it would do, and ends one. Example: enrollctl rule history fire-safety-rule"
        )
        {
            RuleHistoryCommand.Create(),
            RuleDiffCommand.Create(),
            RulePreviewCommand.Create(),
            RuleEndCommand.Create(),
        };
}
