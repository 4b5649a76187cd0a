using Enrollment.Cli.Output;
using Enrollment.Cli.Sending;
using Enrollment.Queries.Wording.Decisions;

namespace Enrollment.Cli.Decisions;

/// <summary>Says what became of a decision about one learner.</summary>
internal static class DecisionReport
{
    /// <summary>Returns the exit code.</summary>
    public static int Write(SentFact sent, SentDecision decision, bool json)
    {
        if (json)
            Printer.WriteJson(
                new
                {
                    decision.ExemptionId,
                    LearnerId = decision.Enrollment.Learner.Value,
                    ActivityId = decision.Enrollment.Activity.Value,
                    Message = SendingReport.Json(sent),
                }
            );
        else
            Print(sent, decision);
        return sent.ExitCode;
    }

    private static void Print(SentFact sent, SentDecision decision)
    {
        if (decision.ExemptionId is { } id && sent.Result is not SendingResult.Refused)
            Printer.WriteLine($"Exemption [bold]{id}[/]");
        SendingReport.Print(sent, $"enrollctl history {decision.Enrollment.Learner} {decision.Enrollment.Activity}");
        if (sent.Result is not SendingResult.Recorded)
            return;
        if (!sent.Outcome!.Events.Any(recorded => recorded.ChangesPeriod))
            Printer.WriteLine(OutcomeText.NoPeriodChanged);
        if (decision.TakesEffect is { } later)
            Printer.WriteLine(later);
    }
}
