using System.Globalization;
using Enrollment.Storage;
using Enrollment.Storage.Clock;
using Npgsql;
using RabbitMQ.Client;

namespace Enrollment.Operations.Settings;

/// <summary>Finds problems of the settings, as sentences that name the setting.</summary>
internal static class EnrollmentOptionsCheck
{
    public static IEnumerable<string> ProblemsOf(EnrollmentOptions options, IHostEnvironment environment) =>
        Servers(options).Concat(Night(options)).Concat(Visibility(options)).Concat(Limits(options)).Concat(Clock(options, environment));

    private static IEnumerable<string> Servers(EnrollmentOptions options)
    {
        if (!IsConnectionString(options.Postgres))
            yield return "Enrollment:Postgres must be an Npgsql connection string with Host and Database; "
                + "a value that contains ; or = stands in quotes.";
        if (!IsBroker(options.RabbitMq))
            yield return "Enrollment:RabbitMq must be an amqp:// or amqps:// URI, with the virtual host as its path, "
                + "such as amqp://user:password@host:5672/enrollment; "
                + "other characters than letters, digits and - . _ ~ in user, password and virtual host are percent-encoded.";
        if (!string.IsNullOrEmpty(options.RabbitMqManagement) && !IsUri(options.RabbitMqManagement, "http", "https"))
            yield return "Enrollment:RabbitMqManagement must be an http:// or https:// URI "
                + "such as http://user:password@host:15672, or absent; "
                + "other characters than letters, digits and - . _ ~ in user and password are percent-encoded.";
    }

    private static IEnumerable<string> Night(EnrollmentOptions options)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(options.TimeZone, out _))
            yield return $"Enrollment:TimeZone '{options.TimeZone}' is not a time zone this machine knows; "
                + "use an IANA name such as Europe/Berlin.";
        if (!TimeOnly.TryParseExact(options.NightlyAt, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            yield return $"Enrollment:NightlyAt '{options.NightlyAt}' must be a time of day written HH:mm, such as 02:00.";
        if (options.MinimumDaysToComplete is < 0 or > 365)
            yield return "Enrollment:MinimumDaysToComplete must be from 0 to 365.";
        if (options.ShortAbsenceDays is < 0 or > 365)
            yield return "Enrollment:ShortAbsenceDays must be from 0 to 365.";
        if (options.MaxCatchUpDays is < 1 or > 36_500)
            yield return "Enrollment:MaxCatchUpDays must be from 1 to 36500.";
    }

    private static IEnumerable<string> Visibility(EnrollmentOptions options)
    {
        if (options.MetricsEndpoint.Length > 0 && !options.MetricsEndpoint.StartsWith('/'))
            yield return "Enrollment:MetricsEndpoint must be a path that starts with '/', or empty.";
        if (!string.IsNullOrEmpty(options.OtlpEndpoint) && !IsUri(options.OtlpEndpoint, "http", "https"))
            yield return "Enrollment:OtlpEndpoint must be an http:// or https:// URI, or absent.";
        if (options.LogFormat is not ("text" or "json"))
            yield return $"Enrollment:LogFormat '{options.LogFormat}' must be 'text' or 'json'.";
    }

    private static IEnumerable<string> Limits(EnrollmentOptions options)
    {
        if (options.DeliveryLimit < 1)
            yield return "Enrollment:DeliveryLimit must be at least 1.";
        if (options.Prefetch < 1 || options.Concurrency < 1)
            yield return "Enrollment:Prefetch and Enrollment:Concurrency must be at least 1.";
        if (options.DeadLetterMaxCount < 1 || options.DeadLetterMaxAgeDays < 1)
            yield return "Enrollment:DeadLetterMaxCount and Enrollment:DeadLetterMaxAgeDays must be at least 1.";
    }

    private static IEnumerable<string> Clock(EnrollmentOptions options, IHostEnvironment environment)
    {
        if (options.DemonstrationClock && environment.IsProduction())
            yield return "Enrollment:DemonstrationClock is for demonstrations and is refused in Production; "
                + "set DOTNET_ENVIRONMENT to another name.";
    }

    // An @ after the host means a password with a slash in it. Its rest would count as the path and be shown.
    private static bool IsUri(string text, params string[] schemes) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && schemes.Contains(uri.Scheme)
        && uri.Host.Length > 0
        && !uri.PathAndQuery.Contains('@', StringComparison.Ordinal);

    /// <summary>
    /// The client has to accept it here, because its later exceptions quote what they cannot read, including the password.
    /// </summary>
    private static bool IsBroker(string text)
    {
        try
        {
            return IsUri(text, "amqp", "amqps")
                && new ConnectionFactory { Uri = new Uri(text) }
                    .HostName
                    .Length > 0;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static bool IsConnectionString(string text)
    {
        try
        {
            var parts = new NpgsqlConnectionStringBuilder(text);
            return !string.IsNullOrEmpty(parts.Host) && !string.IsNullOrEmpty(parts.Database);
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
