using Enrollment.Storage.Clock;

namespace Enrollment.Cli.Clock;

/// <summary>Moving the clock is for demonstrations: the worker must have been told so, and never in production.</summary>
internal static class DemonstrationOnly
{
    public static Settings Settings(Uses uses)
    {
        var environment = Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT") ?? Environments.Production;
        if (environment.Equals(Environments.Production, StringComparison.OrdinalIgnoreCase))
            throw new CommandFailed(
                "The clock cannot be moved in Production; set DOTNET_ENVIRONMENT to another name, for the worker as well."
            );
        var settings = Cli.Settings.Read(uses);
        return settings.Options.DemonstrationClock
            ? settings
            : throw new CommandFailed("The clock can be moved only where Enrollment__DemonstrationClock is true, for the worker as well.");
    }
}
