using System.CommandLine;
using Enrollment.Cli.Operators;
using Enrollment.Cli.Output;
using Enrollment.Cli.Servers;
using Enrollment.Worker.DeadLetters;

namespace Enrollment.Cli.DeadLetters;

/// <summary><c>enrollctl deadletters erase --learner L --reason TEXT</c></summary>
internal static class DeadLetterEraseCommand
{
    public static Command Create()
    {
        var learner = new Option<string>("--learner")
        {
            CustomParser = Values.Id,
            Description = "The learner's id.",
            Required = true,
        };
        var json = new Option<bool>("--json") { Description = "Print the count as JSON." };
        var command = new Command(
            "erase",
            "Deletes every dead letter that names a learner, in its body as well; what else is stored about the learner, such as the identity document, stays. Example: enrollctl deadletters erase --learner u0042 --reason \"request of 2026-11-20\""
        )
        {
            learner,
            Operator.Reason(required: true),
            json,
        };
        command.SetAction(
            async (result, cancellationToken) =>
            {
                var id = result.GetValue(learner)!;
                await using var database = await Database.Open(Settings.Read(Uses.Database), cancellationToken);
                await using var session = database.Store.LightweightSession();
                Operator.Record(session, result);
                var erased = await DeadLetterTable.Erase(session, id, cancellationToken);
                await session.SaveChangesAsync(cancellationToken);
                if (result.GetValue(json))
                    Printer.Json(new { LearnerId = id, Erased = erased });
                else
                    Printer.Line($"Erased {Words.Count(erased, "dead letter")} that named {id}.");
            }
        );
        return command;
    }
}
