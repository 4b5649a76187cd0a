using System.CommandLine;

namespace Enrollment.Cli.Decisions;

/// <summary><c>enrollctl exempt …</c></summary>
internal static class ExemptCommand
{
    public static Command Create() =>
        new("exempt", "Grants, revokes and lists exemptions. Example: enrollctl exempt list --ending-within 14")
        {
            ExemptGrantCommand.Create(),
            ExemptRevokeCommand.Create(),
            ExemptListCommand.Create(),
        };
}
