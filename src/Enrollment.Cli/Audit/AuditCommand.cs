using System.CommandLine;
using Enrollment.Cli.Audit.Export;

namespace Enrollment.Cli.Audit;

/// <summary><c>enrollctl audit …</c></summary>
internal static class AuditCommand
{
    public static Command Create() =>
        new("audit", "Verifies and exports the audit record. Example: enrollctl audit verify")
        {
            VerifyCommand.Create(),
            DigestCommand.Create(),
            KeysCommand.Create(),
            ExportCommand.Create(),
            CheckCommand.Create(),
            OperatorsCommand.Create(),
        };
}
