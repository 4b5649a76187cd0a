using System.CommandLine;
using Enrollment.Cli.Output;
using Enrollment.Cli.Servers;
using Enrollment.Worker.DeadLetters;

namespace Enrollment.Cli.DeadLetters;

/// <summary><c>enrollctl deadletters erase --learner L</c></summary>
internal static class DeadLetterEraseCommand
{
    public static Command Create()
    {
        var learner = new Option<string>("--learner") { Description = "The learner's id.", Required = true };
        var command = new Command("erase", "Deletes every kept message that names a learner, in its body as well. Example: enrollctl deadletters erase --learner u0042") { learner };
        command.SetAction(async (result, cancellation) =>
        {
            var id = result.GetValue(learner)!;
            if (string.IsNullOrWhiteSpace(id))
                throw new CommandFailed("--learner is empty, which would name every message; nothing was erased.");
            await using var database = await Database.Open(Settings.Read(), cancellation);
            await using var session = database.Store.LightweightSession();
            DeadLetterTable.Erase(session, id);
            await session.SaveChangesAsync(cancellation);
            Printer.Line($"No kept message names {Words.Text(id)} any more.");
        });
        return command;
    }
}
