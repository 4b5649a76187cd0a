using Enrollment.Cli.Errors;
using Enrollment.Cli.Files;
using Enrollment.Cli.Output.Formatting;
using Enrollment.Contracts;
using Enrollment.Domain.Rules;
using Enrollment.Intake.Facts;
using Enrollment.Intake.Mapping;

namespace Enrollment.Cli.Rules;

/// <summary>A rule in the contract's JSON, validated as the worker does.</summary>
internal static class RuleFile
{
    public static async Task<RuleSaved> ReadAsync(string path, DateTimeOffset now, TimeZoneInfo zone, CancellationToken cancellationToken)
    {
        var read = FactParser.Read(
            nameof(AutoEnrollmentRuleSaved),
            await InputFile.ReadBytesAsync("FILE", path, cancellationToken),
            now,
            zone
        );
        if (read.IsAccepted)
            return ((AutoEnrollmentRuleSaved)read.Fact).ToDomain();
        var problems = read.Problems.Select(problem => StyledText.Of($"{path}: {problem.Path}: {problem.Message}"));
        throw new CommandFailedException(StyledText.Join(Environment.NewLine, problems.Prepend("The rule is not valid:")));
    }
}
