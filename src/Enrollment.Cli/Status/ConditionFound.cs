using Enrollment.Worker.Health.Conditions;

namespace Enrollment.Cli.Status;

/// <summary>A condition that has a problem now.</summary>
internal sealed record ConditionFound(string Name, ConditionLevel Level, string Sentence, bool IsWarning)
{
    public string Line => $"{Name}: {Sentence}";

    /// <summary>Side by side: some watch for a few seconds whether something moves.</summary>
    public static async Task<IReadOnlyList<ConditionFound>> Among(IEnumerable<ICondition> conditions, CancellationToken cancellation)
    {
        var looks = await Task.WhenAll(conditions.Select(async condition => (condition, problem: await condition.FindProblemAsync(cancellation))));
        return [.. from look in looks
                   where look.problem is not null
                   select new ConditionFound(look.condition.Name, look.condition.Level, look.problem.Sentence, look.problem.IsWarning)];
    }
}
