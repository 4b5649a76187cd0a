using Enrollment.Queries.Conditions;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Enrollment.Worker.Health;

/// <summary>A condition as a check of <c>/health/ready</c>, from the monitor's latest result.</summary>
internal sealed class ConditionHealthCheck(ICondition condition, ConditionMonitor monitor) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(
            monitor.ProblemOf(condition) switch
            {
                null => HealthCheckResult.Healthy(),
                { IsWarning: true } warning => HealthCheckResult.Healthy(warning.Sentence),
                { } problem when condition.Level == ConditionLevel.NotReady => HealthCheckResult.Unhealthy(problem.Sentence),
                { } problem => HealthCheckResult.Degraded(problem.Sentence),
            }
        );
}
