using Enrollment.Storage;

namespace Enrollment.Operations.Settings;

/// <summary>Reads the section <c>Enrollment</c> of a configuration and checks it.</summary>
public static class EnrollmentSettings
{
    /// <exception cref="InvalidSettingsException">A setting is missing or wrong; the message names it.</exception>
    public static EnrollmentOptions Read(IConfiguration configuration, IHostEnvironment environment)
    {
        var options = Bind(configuration);
        var problems = EnrollmentOptionsCheck.ProblemsOf(options, environment).ToList();
        return problems.Count == 0 ? options : throw new InvalidSettingsException(problems);
    }

    private static EnrollmentOptions Bind(IConfiguration configuration)
    {
        try
        {
            return configuration.GetSection(EnrollmentOptions.Section).Get<EnrollmentOptions>() ?? new EnrollmentOptions();
        }
        catch (InvalidOperationException unreadable)
        {
            throw new InvalidSettingsException([unreadable.Message]);
        }
    }
}
