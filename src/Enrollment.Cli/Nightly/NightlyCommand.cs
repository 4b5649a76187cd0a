using System.CommandLine;

namespace Enrollment.Cli.Nightly;

/// <summary><c>enrollctl nightly …</c></summary>
internal static class NightlyCommand
{
    public static Command Create() =>
        new("nightly", "Starts, follows and lists nightly runs. Example: enrollctl nightly status")
        {
            NightlyRunCommand.Create(),
            NightlyStatusCommand.Create(),
        };
}
