using Enrollment.Worker.Storage;
using Marten;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Enrollment.Worker.Health;

/// <summary>The database answers, and has events to read: the comparison of all tables is made once a minute only.</summary>
internal sealed class DatabaseCheck(IDocumentStore store) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await using var session = store.QuerySession();
        await session.QueryAsync<bool>($"select exists (select from {MartenSetup.Schema}.mt_events)", cancellationToken);
        return HealthCheckResult.Healthy();
    }
}
