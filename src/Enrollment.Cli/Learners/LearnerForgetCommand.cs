using System.CommandLine;
using Enrollment.Cli.Errors;
using Enrollment.Cli.Operators;
using Enrollment.Cli.Output;
using Enrollment.Cli.Output.Formatting;
using Enrollment.Cli.Parsing;
using Enrollment.Cli.Servers;
using Enrollment.Domain;
using Enrollment.Processing.Learners;

namespace Enrollment.Cli.Learners;

/// <summary><c>enrollctl learner forget LEARNER --reason TEXT</c></summary>
internal static class LearnerForgetCommand
{
    public static Command Create()
    {
        var learner = new Argument<string>("LEARNER") { CustomParser = OptionParsers.Id, Description = "The learner's id." };
        var reason = OperatorLog.ReasonOption(required: true);
        var json = new Option<bool>("--json") { Description = "Print what was erased as JSON." };
        var command = new Command(
            "forget",
            "Erases a learner's name and address, also in dead letters. The history is kept under the id. Example: "
                + "enrollctl learner forget u0042 --reason \"request 17 of the works council\""
        )
        {
            learner,
            reason,
            json,
        };
        command.SetAction(
            (result, cancellationToken) =>
                RunAsync(result, result.GetValue(learner)!, result.GetValue(reason)!, result.GetValue(json), cancellationToken)
        );
        return command;
    }

    private static async Task RunAsync(ParseResult parsed, string learner, string reason, bool json, CancellationToken cancellationToken)
    {
        await using var database = await Database.OpenAsync(Settings.Read(RequiredServers.Database), cancellationToken);
        await using var session = database.Store.LightweightSession();
        var forgotten =
            await session.Forget(
                new LearnerId(learner),
                Environment.UserName,
                reason,
                await database.GetNowAsync(cancellationToken),
                cancellationToken
            ) ?? throw new CommandFailedException($"There is no data about {learner}. Nothing was erased.");
        OperatorLog.Record(session, parsed);
        await session.SaveChangesAsync(cancellationToken);
        if (json)
            Printer.WriteJson(
                new
                {
                    LearnerId = learner,
                    forgotten.By,
                    forgotten.Reason,
                    forgotten.HadIdentity,
                    forgotten.ErasedMessages,
                }
            );
        else
            Printer.WriteLine(
                $"{learner} is forgotten: {(forgotten.HadIdentity ? "name and address erased" : "there was no name or address")}, "
                    + $"{Format.Count(forgotten.ErasedMessages, "dead letter")} erased. The history is kept under the id."
            );
    }
}
