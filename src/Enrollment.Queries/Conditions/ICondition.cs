namespace Enrollment.Queries.Conditions;

/// <summary>
/// One way in which work can stand still. Each is a check of <c>/health/ready</c>, a line of <c>enrollctl status</c> and a value of the
/// metric
/// <c>enrollment_problem</c>, under the same name; docs/operations.md has the table.
/// </summary>
public interface ICondition
{
    /// <summary>Lower case with hyphens, such as <c>night</c>.</summary>
    string Name { get; }

    ConditionLevel Level { get; }

    /// <summary>What is wrong now; null when nothing is. Called every few seconds, and once by <c>status</c>.</summary>
    Task<ConditionProblem?> FindProblemAsync(CancellationToken cancellationToken);
}

/// <summary>What a problem means for the process that reports it.</summary>
public enum ConditionLevel
{
    /// <summary>This process cannot work without it: 503, even where every process lacks it.</summary>
    NotReady,

    /// <summary>
    /// Something stands still while this process could work: 200, with the name, so that a mended version can be deployed.
    /// </summary>
    Degraded,
}

/// <summary>One sentence for people, and what a program may need of it.</summary>
/// <param name="Sentence">What is wrong, where, and what to do; ids are escaped by whoever shows it.</param>
/// <param name="IsWarning">Shown, and changes neither an exit code nor health.</param>
/// <param name="Count">How many things have the problem, for a metric; null where nothing is counted.</param>
public sealed record ConditionProblem(string Sentence, bool IsWarning = false, long? Count = null);
