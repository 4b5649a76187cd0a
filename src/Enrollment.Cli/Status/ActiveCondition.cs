using Enrollment.Cli.Errors;
using Enrollment.Queries.Conditions;
using Enrollment.Queries.Wording.Conditions;

namespace Enrollment.Cli.Status;

/// <summary>A condition that has a problem now.</summary>
internal sealed record ActiveCondition(string Name, ConditionLevel Level, string Sentence, bool IsWarning)
{
    private static readonly TimeSpan CheckTimeout = TimeSpan.FromSeconds(10);

    public string Line => ConditionText.Line(Name, Sentence);

    /// <summary>Checks all conditions in parallel, because some observe progress for a few seconds.</summary>
    public static async Task<IReadOnlyList<ActiveCondition>> CheckAllAsync(
        IEnumerable<ICondition> conditions,
        CancellationToken cancellationToken
    )
    {
        var looks = await Task.WhenAll(
            conditions.Select(async condition =>
                (condition, problem: await ConditionCheck.FindProblemAsync(condition, CheckTimeout, Describe, cancellationToken))
            )
        );
        return
        [
            .. from look in looks
            where look.problem is not null
            select new ActiveCondition(look.condition.Name, look.condition.Level, look.problem.Sentence, look.problem.IsWarning),
        ];
    }

    private static string Describe(Exception exception) =>
        exception is OperationCanceledException
            ? ConditionText.NotCheckedInTime(CheckTimeout)
            : ConditionText.NotChecked(ErrorReport.DescribeBriefly(exception).ToString());
}
