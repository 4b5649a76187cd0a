using System.CommandLine;
using Enrollment.Cli.Operators;
using Enrollment.Cli.Output;
using Enrollment.Cli.Output.Formatting;
using Enrollment.Cli.Parsing;
using Enrollment.Cli.Servers;
using Enrollment.Storage.DeadLetters;

namespace Enrollment.Cli.DeadLetters;

/// <summary><c>enrollctl deadletters erase --learner L --reason TEXT</c></summary>
internal static class DeadLetterEraseCommand
{
    public static Command Create()
    {
        var learner = new Option<string>("--learner")
        {
            CustomParser = OptionParsers.Id,
            Description = "The learner's id.",
            Required = true,
        };
        var json = new Option<bool>("--json") { Description = "Print the count as JSON." };
        var command = new Command(
            "erase",
            "Deletes every dead letter that names a learner, also in its body. "
                + "Other data about the learner, such as the identity document, is kept. Example: "
                + "enrollctl deadletters erase --learner u0042 --reason \"request of 2026-11-20\""
        )
        {
            learner,
            OperatorLog.ReasonOption(required: true),
            json,
        };
        command.SetAction(
            async (result, cancellationToken) =>
            {
                var id = result.GetValue(learner)!;
                await using var database = await Database.OpenAsync(Settings.Read(RequiredServers.Database), cancellationToken);
                await using var session = database.Store.LightweightSession();
                OperatorLog.Record(session, result);
                var erased = await DeadLetterTable.EraseAsync(session, id, cancellationToken);
                await session.SaveChangesAsync(cancellationToken);
                if (result.GetValue(json))
                    Printer.WriteJson(new { LearnerId = id, Erased = erased });
                else
                    Printer.WriteLine($"Erased {Format.Count(erased, "dead letter")} that named {id}.");
            }
        );
        return command;
    }
}
