using System.CommandLine;
using Enrollment.Cli.Output;
using Enrollment.Cli.Servers;
using Enrollment.Worker.Queries;
using Marten;

namespace Enrollment.Cli.Rules;

/// <summary><c>enrollctl rule history RULE</c></summary>
internal static class RuleHistoryCommand
{
    public static Command Create()
    {
        var rule = new Argument<string>("RULE") { CustomParser = Values.Id, Description = "The rule's id." };
        var json = new Option<bool>("--json") { Description = "Print a JSON array of saves." };
        var command = new Command(
            "history",
            "Lists every save of a rule: when, by whom, what changed, which is in force since which night. Example: enrollctl rule history safety-rule"
        )
        {
            rule,
            json,
        };
        command.SetAction((result, cancellationToken) => Run(result.GetValue(rule)!, result.GetValue(json), cancellationToken));
        return command;
    }

    /// <summary>All saves, or the sentence that there is none.</summary>
    public static async Task<IReadOnlyList<RuleSave>> Saves(IQuerySession session, string rule, CancellationToken cancellationToken)
    {
        var saves = await RuleSave.Of(session, rule, cancellationToken);
        return saves.Count > 0 ? saves : throw new CommandFailed($"No rule with the id {rule} was ever saved.");
    }

    private static async Task Run(string rule, bool json, CancellationToken cancellationToken)
    {
        var settings = Settings.Read(Uses.Database);
        await using var database = await Database.Open(settings, cancellationToken);
        await using var session = database.Store.QuerySession();
        var saves = await Saves(session, rule, cancellationToken);
        if (json)
            Printer.Json(saves);
        else
            Print(saves, settings.Options.Zone);
    }

    private static void Print(IReadOnlyList<RuleSave> saves, TimeZoneInfo zone)
    {
        var listing = new Listing(indentation: 2);
        foreach (var save in saves)
        {
            listing.Add(
                $"[bold]version {save.Version}[/]",
                $"saved {Words.Instant(save.OccurredAt, zone)} by {save.SavedBy ?? "nobody named"}; {Standing(save)}"
            );
            if (save == saves[0])
                foreach (var (field, words) in RuleInWords.Fields(save.Rule))
                    listing.Add("", $"{field}: {words}");
            foreach (var difference in save.Differences)
                listing.Add("", $"{difference.Field}: was {difference.Before}, now {difference.After}");
            listing.Add("", $"[grey]message {save.MessageId}, recorded {Words.Instant(save.RecordedAt, zone)}[/]");
        }

        Printer.Show(listing);
    }

    private static Phrase Standing(RuleSave save) =>
        save switch
        {
            { InForce: true, InForceFrom: { } night } => Phrase.Of($"[green]in force since the night of {Words.Date(night)}[/]"),
            { InForce: true } => Phrase.Of("in force from the next night", Style.Yellow),
            { InForceFrom: { } night } => Phrase.Of($"was in force from the night of {Words.Date(night)}"),
            _ => "was never in force",
        };
}
