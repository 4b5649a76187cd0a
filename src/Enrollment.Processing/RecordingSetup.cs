using Enrollment.Processing.DeadLetters;
using Enrollment.Processing.Facts;
using Enrollment.Processing.Orders;
using Enrollment.Processing.Rules;
using Enrollment.Storage.Enrollments;

namespace Enrollment.Processing;

/// <summary>Registers the recording of facts.</summary>
public static class RecordingSetup
{
    /// <summary>For the consumers of a worker, and for the commands of an operator that record facts.</summary>
    public static IServiceCollection AddRecording(this IServiceCollection services) =>
        services
            .AddSingleton<EnrollmentCache>()
            .AddSingleton<EnrollmentReader>()
            .AddSingleton<ConflictLetters>()
            .AddSingleton<FactBatchHandler>()
            .AddSingleton<RuleBatchHandler>()
            .AddSingleton<OrderBatchHandler>();
}
