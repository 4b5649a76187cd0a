using System.CommandLine;

namespace Enrollment.Cli.Nightly;

/// <summary><c>enrollctl nightly …</c></summary>
internal static class NightlyCommand
{
    public static Command Create() =>
        new("nightly", "Runs the night by hand and shows its runs. Example: enrollctl nightly status")
        {
            NightlyRunCommand.Create(),
            NightlyStatusCommand.Create(),
        };
}
