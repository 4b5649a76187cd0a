using Enrollment.Cli.Errors;
using Enrollment.Cli.Servers;
using Enrollment.Storage.Clock;

namespace Enrollment.Cli.Clock;

/// <summary>Settings of commands that set the clock: they require the demonstration clock and are refused in Production.</summary>
internal static class DemonstrationSettings
{
    public static Settings Read(RequiredServers required)
    {
        var environment = Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT") ?? Environments.Production;
        if (environment.Equals(Environments.Production, StringComparison.OrdinalIgnoreCase))
            throw new CommandFailedException(
                "The clock cannot be set in Production. Set DOTNET_ENVIRONMENT to another name, for the worker as well."
            );
        var settings = Servers.Settings.Read(required);
        return settings.Options.DemonstrationClock
            ? settings
            : throw new CommandFailedException(
                "The clock can be set only if Enrollment__DemonstrationClock is true, for the worker as well."
            );
    }
}
