using Enrollment.Domain.Calendar;
using Enrollment.Worker.DeadLetters;
using Enrollment.Worker.Recording;
using Enrollment.Worker.Rules;

namespace Enrollment.Worker.Enrollments;

internal static class EnrollmentSetup
{
    /// <summary>What the consumers of facts share.</summary>
    public static IServiceCollection AddEnrollment(this IServiceCollection services, EnrollmentOptions options) => services
        .AddSingleton(new BusinessCalendar(options.Zone, options.NightlyTime))
        .AddSingleton<EnrollmentCache>()
        .AddSingleton<EnrollmentReader>()
        .AddSingleton<ConflictLetters>()
        .AddSingleton<FactTransactions>()
        .AddSingleton<FactRecorder>()
        .AddHostedService(services => services.GetRequiredService<FactRecorder>())
        .AddSingleton<RuleTransactions>()
        .AddSingleton<RuleRecorder>()
        .AddHostedService(services => services.GetRequiredService<RuleRecorder>());
}
