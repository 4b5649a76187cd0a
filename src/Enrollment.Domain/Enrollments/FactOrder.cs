namespace Enrollment.Domain.Enrollments;

/// <summary>
/// The order in which facts hold. Steps keep the order in which they were taken. A completion that came late stands where it would have stood had it
/// arrived on its own date, after that day's run (semantics 5.3); one that came on its day stands where it came.
/// </summary>
internal static class FactOrder
{
    public static IEnumerable<EnrollmentFact> AsTheyHold(IReadOnlyList<EnrollmentFact> facts)
    {
        var placed = new List<(int AfterStep, bool IsCompletion, DateOnly Date, EnrollmentFact Fact)>(facts.Count);
        var steps = new List<SourcesJudged>();
        foreach (var fact in facts)
        {
            if (fact is SourcesJudged step)
            {
                steps.Add(step);
                placed.Add((steps.Count, false, step.On, step));
            }
            else if (fact is CompletionRecorded completion)
            {
                placed.Add((StepsBefore(completion, steps), true, completion.CompletedOn, completion));
            }
        }

        return placed.OrderBy(entry => entry.AfterStep).ThenBy(entry => entry.IsCompletion).ThenBy(entry => entry.Date).Select(entry => entry.Fact);
    }

    private static int StepsBefore(CompletionRecorded completion, List<SourcesJudged> stepsSoFar) =>
        completion.HandledOn <= completion.CompletedOn
            ? stepsSoFar.Count
            : stepsSoFar.FindLastIndex(step => step.On <= completion.CompletedOn) + 1;
}
