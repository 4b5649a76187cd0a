using System.CommandLine;

namespace Enrollment.Cli.Decisions;

/// <summary><c>enrollctl completion …</c></summary>
internal static class CompletionCommand
{
    public static Command Create() =>
        new(
            "completion",
            "Takes completions back. Example: enrollctl completion revoke u0042 fire-safety 2026-05-04 --reason \"entered by mistake\""
        )
        {
            CompletionRevokeCommand.Create(),
        };
}
