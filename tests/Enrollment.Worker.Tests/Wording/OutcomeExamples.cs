using Enrollment.Queries.Wording.Decisions;
using static Enrollment.Worker.Tests.Wording.Samples;

namespace Enrollment.Worker.Tests.Wording;

/// <summary>What becomes of a decision that a command sends.</summary>
internal static class OutcomeExamples
{
    private const string Subject = "decision that was sent";

    public static IEnumerable<Example> All() =>
        [
            Example.Of(Subject, () => OutcomeText.ComesIntoForce(Day)),
            Example.Of(Subject, () => OutcomeText.EvaluatedAgain(Day)),
            Example.Of(Subject, () => OutcomeText.Concerns("safety", 1200, 1, Day)),
            Example.Of(Subject, () => OutcomeText.Concerns("safety", 1, 0, Day)),
            Example.Of(Subject, () => OutcomeText.CarriedOut(Day)),
            Example.Of(Subject, () => OutcomeText.Pending("enrollctl:1", 30)),
            Example.Of(Subject, () => OutcomeText.Refused("enrollctl:1", "The fact was refused.")),
        ];
}
