using System.CommandLine;
using Enrollment.Cli.Errors;
using Enrollment.Cli.Output;
using Enrollment.Cli.Output.Formatting;
using Enrollment.Cli.Output.Tables;
using Enrollment.Cli.Parsing;
using Enrollment.Cli.Servers;
using Enrollment.Storage.DeadLetters;

namespace Enrollment.Cli.DeadLetters;

/// <summary><c>enrollctl deadletters show ID</c></summary>
internal static class DeadLetterShowCommand
{
    public static Command Create()
    {
        var id = new Argument<Guid>("ID") { CustomParser = OptionParsers.Guid, Description = "The id, as enrollctl deadletters lists it." };
        var json = new Option<bool>("--json") { Description = "Print the dead letter as JSON." };
        var command = new Command("show", "Shows a dead letter with its problems and its body. Example: enrollctl deadletters show 0a6f…")
        {
            id,
            json,
        };
        command.SetAction(
            async (result, cancellationToken) =>
            {
                var settings = Settings.Read(RequiredServers.Database);
                await using var database = await Database.OpenAsync(settings, cancellationToken);
                await using var session = database.Store.QuerySession();
                var letter =
                    await session.LoadAsync<DeadLetter>(result.GetValue(id), cancellationToken)
                    ?? throw new CommandFailedException(
                        $"No dead letter has the id {result.GetValue(id)}. List them with: enrollctl deadletters"
                    );
                if (result.GetValue(json))
                    Printer.WriteJson(letter);
                else
                    Print(letter, settings.Options.Zone);
            }
        );
        return command;
    }

    private static void Print(DeadLetter letter, TimeZoneInfo zone)
    {
        var listing = new DefinitionList();
        void Add(string name, string? text) => listing.Add(StyledText.Of(name, TextStyle.Bold), Format.Text(text));
        Add("kind", Format.Name(letter.Kind));
        Add("received", Format.Instant(letter.ReceivedAt, zone));
        Add("queue", letter.Queue);
        Add("type", letter.MessageType);
        Add("message id", letter.MessageId);
        Add("learner", letter.LearnerId);
        Add("sender", letter.Sender);
        Add("application", letter.Application);
        Add("reason", letter.Reason);
        foreach (var problem in letter.Problems)
            Add("", $"{problem.Path} {problem.Message}");
        Add(
            "body",
            $"{letter.Body.Length} bytes"
                + (letter.Body.IsCut ? ", only the beginning is stored" : "")
                + (letter.Body.IsBase64 ? ", not text, shown as base64" : "")
        );
        Printer.Write(listing);
        Printer.WriteIndented(letter.Body.Text);
    }
}
