using System.Collections.Concurrent;
using Enrollment.Intake.Json;
using Enrollment.Operations.Conditions;
using Enrollment.Processing.Observability;
using Enrollment.Queries.Conditions;
using Enrollment.Queries.Wording.Conditions;
using Enrollment.Storage.Access;

namespace Enrollment.Worker.Health;

/// <summary>
/// Checks every condition of this process repeatedly and independently, so that a check that hangs does not delay the others. The checks
/// are spread over the interval: all at once, they would delay the messages of that moment.
/// </summary>
internal sealed class ConditionMonitor(IEnumerable<ICondition> conditions, ILogger<ConditionMonitor> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    private readonly ICondition[] _conditions = [.. conditions];
    private readonly ConcurrentDictionary<string, ConditionProblem?> _latest = new();

    /// <summary>The latest result. Before the first check, a condition that the process needs counts as failed.</summary>
    public ConditionProblem? ProblemOf(ICondition condition) =>
        _latest.TryGetValue(condition.Name, out var problem) ? problem
        : condition.Level == ConditionLevel.NotReady ? new ConditionProblem(ConditionText.NotCheckedYet)
        : null;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(
            _conditions.Select(
                (condition, i) =>
                    Task.Run(() => WatchAsync(condition, Interval * (i + 1) / _conditions.Length, stoppingToken), stoppingToken)
            )
        );

    private async Task WatchAsync(ICondition condition, TimeSpan offset, CancellationToken stoppingToken)
    {
        Note(condition, await CheckAsync(condition, stoppingToken));
        using var timer = new PeriodicTimer(offset, TimeProvider.System);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            timer.Period = Interval;
            Note(condition, await CheckAsync(condition, stoppingToken));
        }
    }

    private static Task<ConditionProblem?> CheckAsync(ICondition condition, CancellationToken stoppingToken) =>
        ConditionCheck.FindProblemAsync(
            condition,
            Timeout,
            exception => ConditionText.NotChecked(ExceptionClassifier.Describe(exception)),
            stoppingToken
        );

    private void Note(ICondition condition, ConditionProblem? problem)
    {
        _latest.TryGetValue(condition.Name, out var before);
        _latest[condition.Name] = problem;
        EnrollmentMetrics.ConditionSeen(condition.Name, problem is { IsWarning: false });
        // A failed check has no count.
        if (condition.Name == RefusedCondition.ConditionName && (problem is null || problem.Count is not null))
            EnrollmentMetrics.AnnouncementsRefused(problem?.Count ?? 0);
        if (problem is not null && problem.Sentence != before?.Sentence)
            log.LogWarning("Condition {Condition}: {Problem}", condition.Name, problem.Sentence);
        else if (problem is null && before is not null)
            log.LogInformation("Condition {Condition} is well again", condition.Name);
    }
}
