using System.Collections.Concurrent;
using Enrollment.Intake.Json;
using Enrollment.Operations.Conditions;
using Enrollment.Processing.Observability;
using Enrollment.Queries.Conditions;
using Enrollment.Queries.Wording.Conditions;
using Enrollment.Storage.Access;

namespace Enrollment.Worker.Health;

/// <summary>
/// Looks at every condition of this process again and again, each on its own: one look that hangs does not keep the others from being seen.
/// </summary>
internal sealed class ConditionMonitor(IEnumerable<ICondition> conditions, ILogger<ConditionMonitor> log) : BackgroundService
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, ConditionProblem?> _latest = new();

    /// <summary>What the latest look found. Before the first one, what this process cannot work without is taken for lacking.</summary>
    public ConditionProblem? ProblemOf(ICondition condition) =>
        _latest.TryGetValue(condition.Name, out var problem) ? problem
        : condition.Level == ConditionLevel.NotReady ? new ConditionProblem(ConditionText.NotCheckedYet)
        : null;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(conditions.Select(condition => Task.Run(() => WatchAsync(condition, stoppingToken), stoppingToken)));

    private async Task WatchAsync(ICondition condition, CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(BetweenLooks, TimeProvider.System);
        do Note(condition, await LookAsync(condition, stoppingToken));
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private static async Task<ConditionProblem?> LookAsync(ICondition condition, CancellationToken stoppingToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        limit.CancelAfter(LongestLook);
        try
        {
            return await condition.FindProblemAsync(limit.Token).WaitAsync(limit.Token);
        }
        catch (Exception trouble) when (!stoppingToken.IsCancellationRequested)
        {
            return new ConditionProblem(ConditionText.NotChecked(ExceptionClassifier.Describe(trouble)));
        }
    }

    private void Note(ICondition condition, ConditionProblem? problem)
    {
        _latest.TryGetValue(condition.Name, out var before);
        _latest[condition.Name] = problem;
        EnrollmentMetrics.ConditionSeen(condition.Name, problem is { IsWarning: false });
        // A look that failed has counted nothing.
        if (condition.Name == RefusedCondition.ConditionName && (problem is null || problem.Count is not null))
            EnrollmentMetrics.AnnouncementsRefused(problem?.Count ?? 0);
        if (problem is not null && problem.Sentence != before?.Sentence)
            log.LogWarning("Condition {Condition}: {Problem}", condition.Name, problem.Sentence);
        else if (problem is null && before is not null)
            log.LogInformation("Condition {Condition} is well again", condition.Name);
    }
}
