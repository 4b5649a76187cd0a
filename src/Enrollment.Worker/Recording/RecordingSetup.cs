using Enrollment.Worker.DeadLetters;
using Enrollment.Worker.Enrollments;
using Enrollment.Worker.Rules;

namespace Enrollment.Worker.Recording;

internal static class RecordingSetup
{
    /// <summary>What records facts, whoever brings them: the consumers' lanes or an operator.</summary>
    public static IServiceCollection AddRecording(this IServiceCollection services) =>
        services
            .AddSingleton<EnrollmentCache>()
            .AddSingleton<EnrollmentReader>()
            .AddSingleton<ConflictLetters>()
            .AddSingleton<FactTransactions>()
            .AddSingleton<RuleTransactions>();
}
