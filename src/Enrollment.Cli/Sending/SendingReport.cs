using Enrollment.Cli.Output;
using Enrollment.Cli.Output.Formatting;
using Enrollment.Cli.Output.Tables;
using Enrollment.Queries.Decisions;
using Enrollment.Queries.Wording.Decisions;
using Enrollment.Storage.DeadLetters;

namespace Enrollment.Cli.Sending;

/// <summary>Says what became of a fact that was sent.</summary>
internal static class SendingReport
{
    /// <summary>The members of every JSON output about a fact that was sent.</summary>
    public static object Json(SentFact sent) =>
        new
        {
            sent.MessageId,
            sent.OccurredAt,
            sent.Result,
            Events = sent.Outcome?.Events ?? [],
            DeadLetter = sent.Outcome?.Letter is { } letter
                ? new
                {
                    letter.Id,
                    letter.Reason,
                    letter.Problems,
                }
                : null,
        };

    /// <param name="sent">The fact.</param>
    /// <param name="lookAgain">The command that shows later what became of it.</param>
    public static void Print(SentFact sent, StyledText lookAgain)
    {
        if (sent.Outcome is not { } outcome)
            Printer.WriteDiagnostic(
                $"{Format.Sentence(OutcomeText.Pending(sent.MessageId, FactSender.TimeoutSeconds))} Look again with: {lookAgain}"
            );
        else if (outcome.Letter is { } letter)
            Print(sent.MessageId, letter);
        else
            Print(outcome.Events);
    }

    private static void Print(string messageId, DeadLetter letter)
    {
        Printer.WriteDiagnostic(Format.Sentence(OutcomeText.Refused(messageId, Format.Id(letter.Reason))));
        foreach (var problem in letter.Problems)
            Printer.WriteDiagnostic($"  {problem.Path} {problem.Message}");
        Printer.WriteDiagnostic($"Show it with: enrollctl deadletters show {letter.Id}");
    }

    private static void Print(IReadOnlyList<OutcomeEvent> events)
    {
        var listing = new DefinitionList(indentation: 2);
        foreach (var recorded in events)
        {
            listing.Add("·", recorded.What);
            foreach (var why in recorded.Why)
                listing.Add("", StyledText.Of(why, TextStyle.Grey));
        }

        Printer.Write(listing);
    }
}
