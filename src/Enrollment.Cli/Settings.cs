using Enrollment.Domain.Calendar;
using Enrollment.Operations.Settings;
using Enrollment.Storage;
using Enrollment.Storage.Nights;

namespace Enrollment.Cli;

/// <summary>The worker's own settings, from the same environment variables.</summary>
internal sealed record Settings(EnrollmentOptions Options, IHostEnvironment Environment)
{
    public BusinessCalendar Calendar { get; } = new(Options.Zone, Options.NightlyTime);

    public NightSchedule Schedule => new(Calendar, Options);

    /// <summary>Servers that the command does not use need not be named.</summary>
    public static Settings Read(Uses uses)
    {
        var builder = Host.CreateEmptyApplicationBuilder(
            new HostApplicationBuilderSettings
            {
                EnvironmentName = System.Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT") ?? Environments.Production,
            }
        );
        builder.Configuration.AddEnvironmentVariables();
        Check(builder.Configuration, "Postgres", uses.HasFlag(Uses.Database), "Host=unused;Database=unused");
        Check(builder.Configuration, "RabbitMq", uses.HasFlag(Uses.Broker), "amqp://unused");
        return new Settings(EnrollmentSettings.Read(builder.Configuration, builder.Environment), builder.Environment);
    }

    private static void Check(ConfigurationManager configuration, string server, bool isUsed, string placeholder)
    {
        var key = $"{EnrollmentOptions.Section}:{server}";
        if (!isUsed)
            configuration[key] = placeholder;
        else if (string.IsNullOrWhiteSpace(configuration[key]))
            throw new CommandFailed($"{EnrollmentOptions.Section}__{server} is not set (see docs/configuration.md).", ExitCodes.Unusable);
    }
}
