using Enrollment.Contracts;
using Enrollment.Domain.Rules;
using Enrollment.Worker.Intake;
using Enrollment.Worker.Rules;

namespace Enrollment.Cli.Rules;

/// <summary>A rule in the contract's JSON, read as the worker's door would.</summary>
internal static class RuleFile
{
    public static async Task<RuleSaved> Read(string path, DateTimeOffset now, TimeZoneInfo zone, CancellationToken cancellation)
    {
        if (!File.Exists(path))
            throw new CommandFailed($"{path}: does not exist.");
        var read = FactIntake.Read(nameof(AutoEnrollmentRuleSaved), await File.ReadAllBytesAsync(path, cancellation), now, zone);
        if (read.IsAccepted)
            return ((AutoEnrollmentRuleSaved)read.Fact).ToDomain();
        throw new CommandFailed(string.Join(Environment.NewLine,
            read.Problems.Select(problem => $"{path}: {problem}").Prepend("The rule would be refused at the door:")));
    }
}
