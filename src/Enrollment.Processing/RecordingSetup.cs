using Enrollment.Processing.DeadLetters;
using Enrollment.Processing.Facts;
using Enrollment.Processing.Rules;
using Enrollment.Storage.Enrollments;

namespace Enrollment.Processing;

public static class RecordingSetup
{
    /// <summary>What records facts, whoever brings them: the consumers' lanes or an operator.</summary>
    public static IServiceCollection AddRecording(this IServiceCollection services) =>
        services
            .AddSingleton<EnrollmentCache>()
            .AddSingleton<EnrollmentReader>()
            .AddSingleton<ConflictLetters>()
            .AddSingleton<FactBatchHandler>()
            .AddSingleton<RuleBatchHandler>();
}
