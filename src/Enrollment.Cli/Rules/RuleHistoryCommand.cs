using System.CommandLine;
using Enrollment.Cli.Errors;
using Enrollment.Cli.Output;
using Enrollment.Cli.Output.Formatting;
using Enrollment.Cli.Output.Tables;
using Enrollment.Cli.Parsing;
using Enrollment.Cli.Servers;
using Enrollment.Queries.History;
using Enrollment.Queries.Wording.Rules;
using Marten;

namespace Enrollment.Cli.Rules;

/// <summary><c>enrollctl rule history RULE</c></summary>
internal static class RuleHistoryCommand
{
    public static Command Create()
    {
        var rule = new Argument<string>("RULE") { CustomParser = OptionParsers.Id, Description = "The rule's id." };
        var json = new Option<bool>("--json") { Description = "Print a JSON array of saves." };
        var command = new Command(
            "history",
            "Lists every save of a rule with its time, author, changes, and the night since which it is in force. Example: "
                + "enrollctl rule history safety-rule"
        )
        {
            rule,
            json,
        };
        command.SetAction((result, cancellationToken) => RunAsync(result.GetValue(rule)!, result.GetValue(json), cancellationToken));
        return command;
    }

    /// <summary>Loads all saves. Fails if there is none.</summary>
    public static async Task<IReadOnlyList<RuleSave>> LoadSavesAsync(
        IQuerySession session,
        string rule,
        CancellationToken cancellationToken
    )
    {
        var saves = await RuleSave.GetAsync(session, rule, cancellationToken);
        return saves.Count > 0 ? saves : throw new CommandFailedException($"No rule with the id {rule} was ever saved.");
    }

    private static async Task RunAsync(string rule, bool json, CancellationToken cancellationToken)
    {
        var settings = Settings.Read(RequiredServers.Database);
        await using var database = await Database.OpenAsync(settings, cancellationToken);
        await using var session = database.Store.QuerySession();
        var saves = await LoadSavesAsync(session, rule, cancellationToken);
        if (json)
            Printer.WriteJson(saves);
        else
            Print(saves, settings.Options.Zone);
    }

    private static void Print(IReadOnlyList<RuleSave> saves, TimeZoneInfo zone)
    {
        var listing = new DefinitionList(indentation: 2);
        foreach (var save in saves)
        {
            listing.Add(
                $"[bold]version {save.Version}[/]",
                $"{Format.Sentence(RuleSaveText.Saved(save.OccurredAt, Format.Id(save.SavedBy), zone))}; {FormatStatus(save)}"
            );
            if (save == saves[0])
                foreach (var (field, words) in RuleText.Fields(save.Rule))
                    listing.Add("", $"{field}: {words}");
            foreach (var difference in save.Differences)
                listing.Add("", RuleSaveText.Changed(difference));
            listing.Add("", $"[grey]message {save.MessageId}, recorded {Format.Instant(save.RecordedAt, zone)}[/]");
        }

        Printer.Write(listing);
    }

    private static StyledText FormatStatus(RuleSave save) =>
        StyledText.Of(
            RuleSaveText.InForce(save.InForce, save.InForceFrom),
            save switch
            {
                { InForce: true, InForceFrom: not null } => TextStyle.Green,
                { InForce: true } => TextStyle.Yellow,
                _ => TextStyle.None,
            }
        );
}
