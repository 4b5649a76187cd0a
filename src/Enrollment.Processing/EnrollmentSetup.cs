using Enrollment.Domain.Calendar;
using Enrollment.Processing.Facts;
using Enrollment.Processing.Orders;
using Enrollment.Processing.Rules;
using Enrollment.Storage;

namespace Enrollment.Processing;

/// <summary>Registers what a worker needs to handle facts.</summary>
public static class EnrollmentSetup
{
    /// <summary>What the consumers of facts share.</summary>
    public static IServiceCollection AddEnrollment(this IServiceCollection services, EnrollmentOptions options) =>
        services
            .AddSingleton(new BusinessCalendar(options.Zone, options.NightlyTime))
            .AddRecording()
            .AddSingleton<FactRecorder>()
            .AddHostedService(services => services.GetRequiredService<FactRecorder>())
            .AddSingleton<RuleRecorder>()
            .AddHostedService(services => services.GetRequiredService<RuleRecorder>())
            .AddSingleton<OrderRecorder>()
            .AddHostedService(services => services.GetRequiredService<OrderRecorder>());
}
