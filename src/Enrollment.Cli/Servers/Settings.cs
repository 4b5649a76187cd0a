using Enrollment.Cli.Errors;
using Enrollment.Domain.Calendar;
using Enrollment.Operations.Settings;
using Enrollment.Storage;
using Enrollment.Storage.Nights;

namespace Enrollment.Cli.Servers;

/// <summary>The worker's own settings, from the same environment variables.</summary>
internal sealed record Settings(EnrollmentOptions Options, IHostEnvironment Environment)
{
    public BusinessCalendar Calendar { get; } = new(Options.Zone, Options.NightlyTime);

    public NightSchedule Schedule => new(Calendar, Options);

    /// <summary>Servers that the command does not use need no setting.</summary>
    public static Settings Read(RequiredServers required)
    {
        var builder = Host.CreateEmptyApplicationBuilder(
            new HostApplicationBuilderSettings
            {
                EnvironmentName = System.Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT") ?? Environments.Production,
            }
        );
        builder.Configuration.AddEnvironmentVariables();
        Require(builder.Configuration, "Postgres", required.HasFlag(RequiredServers.Database), "Host=unused;Database=unused");
        Require(builder.Configuration, "RabbitMq", required.HasFlag(RequiredServers.Broker), "amqp://unused");
        return new Settings(EnrollmentSettings.Read(builder.Configuration, builder.Environment), builder.Environment);
    }

    private static void Require(ConfigurationManager configuration, string server, bool isUsed, string placeholder)
    {
        var key = $"{EnrollmentOptions.Section}:{server}";
        if (!isUsed)
            configuration[key] = placeholder;
        else if (string.IsNullOrWhiteSpace(configuration[key]))
            throw new CommandFailedException(
                $"{EnrollmentOptions.Section}__{server} is not set (see docs/configuration.md).",
                ExitCodes.Unusable
            );
    }
}
