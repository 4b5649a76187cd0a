using System.CommandLine;

namespace Enrollment.Cli.Rules;

/// <summary><c>enrollctl rule …</c></summary>
internal static class RuleCommand
{
    public static Command Create() =>
        new("rule", "Shows the history of a rule, previews a save, and ends a rule. Example: enrollctl rule history fire-safety-rule")
        {
            RuleHistoryCommand.Create(),
            RuleDiffCommand.Create(),
            RulePreviewCommand.Create(),
            RuleEndCommand.Create(),
        };
}
