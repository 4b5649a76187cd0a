namespace Enrollment.Queries.Conditions;

/// <summary>
/// A named way in which work can stand still: a check of <c>/health/ready</c>, a line of <c>enrollctl status</c> and a value of the metric
/// <c>enrollment_problem</c>, under the same name. docs/operations.md has the table.
/// </summary>
public interface ICondition
{
    /// <summary>Lower case with hyphens, such as <c>night</c>.</summary>
    string Name { get; }

    ConditionLevel Level { get; }

    /// <summary>The problem; null if there is none. Called every few seconds, and once by <c>status</c>.</summary>
    Task<ConditionProblem?> FindProblemAsync(CancellationToken cancellationToken);
}

/// <summary>What a problem means for the process that reports it.</summary>
public enum ConditionLevel
{
    /// <summary>This process cannot work: 503, even if no other process can either.</summary>
    NotReady,

    /// <summary>
    /// Something stands still although this process could work: 200, with the name, so that a repaired version can be deployed.
    /// </summary>
    Degraded,
}

/// <summary>A problem for people, and what a program needs of it.</summary>
/// <param name="Sentence">What is wrong, where, and what to do. Ids are escaped where it is shown.</param>
/// <param name="IsWarning">It is shown, but changes neither an exit code nor health.</param>
/// <param name="Count">The number of things with the problem, for a metric; null where nothing is counted.</param>
public sealed record ConditionProblem(string Sentence, bool IsWarning = false, long? Count = null);
