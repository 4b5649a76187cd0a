using System.CommandLine;

namespace Enrollment.Cli.Upgrading;

/// <summary><c>enrollctl upgrade …</c></summary>
internal static class UpgradeCommand
{
    public static Command Create() =>
        new("upgrade", "Upgrades a database to another version of the semantics. Example: enrollctl upgrade preview")
        {
            UpgradePreviewCommand.Create(),
        };
}
