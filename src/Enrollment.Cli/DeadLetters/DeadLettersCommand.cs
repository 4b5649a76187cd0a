using System.CommandLine;
using Enrollment.Cli.Output;
using Enrollment.Cli.Output.Formatting;
using Enrollment.Cli.Output.Tables;
using Enrollment.Cli.Parsing;
using Enrollment.Cli.Servers;
using Enrollment.Processing.Conflicts;
using Enrollment.Queries.DeadLetters;
using Enrollment.Storage.DeadLetters;

namespace Enrollment.Cli.DeadLetters;

/// <summary><c>enrollctl deadletters …</c></summary>
internal static class DeadLettersCommand
{
    public static Command Create()
    {
        var kind = new Option<DeadLetterKind?>("--kind")
        {
            CustomParser = OptionParsers.OneOf<DeadLetterKind>,
            Description = "Only dead letters of this kind.",
        };
        var learner = new Option<string?>("--learner")
        {
            CustomParser = OptionParsers.Id,
            Description = "Only dead letters about this learner.",
        };
        var limit = new Option<int>("--limit")
        {
            CustomParser = OptionParsers.Limit,
            Description = "The number of entries to list, newest first.",
            DefaultValueFactory = _ => 50,
        };
        var json = new Option<bool>("--json") { Description = "Print a JSON array." };
        var command = new Command("deadletters", "Lists dead letters with their reasons. Example: enrollctl deadletters --kind rejected")
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
                var settings = Settings.Read(RequiredServers.Database);
                await using var database = await Database.OpenAsync(settings, cancellationToken);
                await using var session = database.Store.QuerySession();
                var letters = await DeadLetterList.FindAsync(
                    session,
                    result.GetValue(kind),
                    result.GetValue(learner),
                    result.GetValue(limit),
                    cancellationToken
                );
                if (result.GetValue(json))
                    Printer.WriteJson(letters);
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
            Printer.WriteLine("There are no dead letters.");
            return;
        }

        var table = new Table(
            Column.Fixed("id"),
            Column.Fixed("received"),
            Column.Fixed("kind"),
            Column.Id("learner", essential: false),
            Column.Text("reason", essential: false, minWidth: 30),
            Column.Id("type", essential: false),
            Column.Id("message id", essential: false)
        );
        foreach (var letter in letters)
            table.Add(
                letter.Id.ToString(),
                Format.Instant(letter.ReceivedAt, zone),
                Format.Name(letter.Kind),
                Format.Text(letter.LearnerId),
                FormatReason(letter),
                Format.Text(letter.MessageType),
                Format.Text(letter.MessageId)
            );
        Printer.Write(table);
    }

    // The problem of a conflict says where it is; the reason has both instants.
    private static string FormatReason(DeadLetter letter) =>
        letter.Kind is DeadLetterKind.Conflict
            ? letter.Reason
            : letter.Problems switch
            {
                [] => letter.Reason,
                [var only] => $"{only.Path} {only.Message}",
                [var first, ..] => $"{first.Path} {first.Message} (and {letter.Problems.Count - 1} more)",
            };
}
