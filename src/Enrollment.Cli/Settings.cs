using Enrollment.Domain.Calendar;
using Enrollment.Worker;

namespace Enrollment.Cli;

/// <summary>The worker's own settings, from the same environment variables.</summary>
internal sealed record Settings(EnrollmentOptions Options, IHostEnvironment Environment)
{
    public BusinessCalendar Calendar { get; } = new(Options.Zone, Options.NightlyTime);

    public static Settings Read()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings
        {
            EnvironmentName = System.Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT") ?? Environments.Production,
        });
        builder.Configuration.AddEnvironmentVariables();
        return new Settings(EnrollmentOptions.Read(builder.Configuration, builder.Environment), builder.Environment);
    }
}
