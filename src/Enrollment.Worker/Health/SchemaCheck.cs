using Marten;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Enrollment.Worker.Health;

/// <summary>The tables are those this version wants. Comparing them takes a while, so the answer holds for a minute.</summary>
internal sealed class SchemaCheck(IDocumentStore store) : IHealthCheck
{
    private static readonly TimeSpan Holds = TimeSpan.FromMinutes(1);
    private long? matchedAt;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (matchedAt is null || TimeProvider.System.GetElapsedTime(matchedAt.Value) > Holds)
        {
            await store.Storage.Database.AssertDatabaseMatchesConfigurationAsync(cancellationToken);
            matchedAt = TimeProvider.System.GetTimestamp();
        }

        return HealthCheckResult.Healthy();
    }
}
