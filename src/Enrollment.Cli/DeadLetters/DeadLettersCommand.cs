using System.CommandLine;
using Enrollment.Cli.Output;
using Enrollment.Cli.Servers;
using Enrollment.Worker.DeadLetters;
using Enrollment.Worker.Queries;

namespace Enrollment.Cli.DeadLetters;

/// <summary><c>enrollctl deadletters …</c></summary>
internal static class DeadLettersCommand
{
    public static Command Create()
    {
        var kind = new Option<DeadLetterKind?>("--kind")
        {
            CustomParser = Values.OneOf<DeadLetterKind>,
            Description = "Only those of this kind.",
        };
        var learner = new Option<string?>("--learner") { CustomParser = Values.Id, Description = "Only those about this learner." };
        var limit = new Option<int>("--limit")
        {
            CustomParser = Values.Limit,
            Description = "How many, newest first.",
            DefaultValueFactory = _ => 50,
        };
        var json = new Option<bool>("--json") { Description = "Print a JSON array." };
        var command = new Command("deadletters", "Lists dead letters, each with its reason. Example: enrollctl deadletters --kind rejected")
        {
            kind,
            learner,
            limit,
            json,
            DeadLetterShowCommand.Create(),
            DeadLetterEraseCommand.Create(),
        };
        command.SetAction(
            async (result, cancellationToken) =>
            {
                var settings = Settings.Read(Uses.Database);
                await using var database = await Database.Open(settings, cancellationToken);
                await using var session = database.Store.QuerySession();
                var letters = await DeadLetterList.Find(
                    session,
                    result.GetValue(kind),
                    result.GetValue(learner),
                    result.GetValue(limit),
                    cancellationToken
                );
                if (result.GetValue(json))
                    Printer.Json(letters);
                else
                    Print(letters, settings.Options.Zone);
            }
        );
        return command;
    }

    private static void Print(IReadOnlyList<DeadLetter> letters, TimeZoneInfo zone)
    {
        if (letters.Count == 0)
        {
            Printer.Line("No dead letter found.");
            return;
        }

        var table = new Table(
            Column.Word("id"),
            Column.Word("received"),
            Column.Word("kind"),
            Column.Id("learner", matters: false),
            Column.Text("reason", matters: false, least: 30),
            Column.Id("type", matters: false),
            Column.Id("message id", matters: false)
        );
        foreach (var letter in letters)
            table.Add(
                letter.Id.ToString(),
                Words.Instant(letter.ReceivedAt, zone),
                Words.Name(letter.Kind),
                Words.Text(letter.LearnerId),
                Reason(letter),
                Words.Text(letter.MessageType),
                Words.Text(letter.MessageId)
            );
        Printer.Show(table);
    }

    // The problem of a conflict says where it is; the reason has both instants.
    private static string Reason(DeadLetter letter) =>
        letter.Kind is DeadLetterKind.Conflict
            ? letter.Reason
            : letter.Problems switch
            {
                [] => letter.Reason,
                [var only] => $"{only.Path} {only.Message}",
                [var first, ..] => $"{first.Path} {first.Message} (and {letter.Problems.Count - 1} more)",
            };
}
