using Enrollment.Domain.Calendar;
using Enrollment.Worker.Learners;

namespace Enrollment.Worker.Enrollments;

internal static class EnrollmentSetup
{
    /// <summary>What the consumers of facts share.</summary>
    public static IServiceCollection AddEnrollment(this IServiceCollection services, EnrollmentOptions options) => services
        .AddSingleton(new BusinessCalendar(options.Zone, options.NightlyTime))
        .AddScoped<LearnerRecorder>()
        .AddScoped<LearnerIdentities>();
}
