using System.CommandLine;
using Enrollment.Cli.Errors;
using Enrollment.Cli.Nightly;
using Enrollment.Cli.Output;
using Enrollment.Cli.Output.Formatting;
using Enrollment.Cli.Parsing;
using Enrollment.Cli.Servers;
using Enrollment.Processing.Preview;
using Enrollment.Queries.Wording.Nights;
using Enrollment.Queries.Wording.Rules;

namespace Enrollment.Cli.Rules;

/// <summary><c>enrollctl rule preview FILE</c></summary>
internal static class RulePreviewCommand
{
    private const int MaxNamesInTable = 200;
    private const int MaxNamesInJson = 100_000;

    public static Command Create()
    {
        var file = new Argument<string>("FILE")
        {
            CustomParser = OptionParsers.Path,
            Description = "An AutoEnrollmentRuleSaved message as JSON, as it would be published.",
        };
        var names = new Option<bool>("--names") { Description = "List the affected learners, and those who cannot be decided." };
        var limit = new Option<int?>("--limit")
        {
            CustomParser = OptionParsers.OptionalLimit,
            Description =
                $"The number of learners to list. The default is {MaxNamesInTable} in a table and {MaxNamesInJson} in JSON. "
                + $"All are counted.",
        };
        var json = new Option<bool>("--json") { Description = "Print the preview as JSON." };
        var command = new Command(
            "preview",
            "Shows what saving a rule now would change in the next night, without saving it. Example: "
                + "enrollctl rule preview safety-rule.json --names"
        )
        {
            file,
            names,
            limit,
            json,
        };
        command.SetAction(
            (result, cancellationToken) =>
                RunAsync(
                    result.GetValue(file)!,
                    result.GetValue(names) ? result.GetValue(limit) ?? (result.GetValue(json) ? MaxNamesInJson : MaxNamesInTable) : 0,
                    result.GetValue(json),
                    cancellationToken
                )
        );
        return command;
    }

    private static async Task RunAsync(string file, int names, bool json, CancellationToken cancellationToken)
    {
        var settings = Settings.Read(RequiredServers.Database);
        await using var database = await Database.OpenAsync(settings, cancellationToken);
        var now = await database.GetNowAsync(cancellationToken);
        var saved = await RuleFile.ReadAsync(file, now, settings.Options.Zone, cancellationToken);
        var night = await FindNextNightAsync(database, now, cancellationToken);
        RulePreview? preview = null;
        await ProgressReporter.RunAsync(
            $"Dry run: {NightText.Night(night)}",
            1,
            async progress =>
                preview = await RulePreview.Of(
                    database.Store,
                    settings.Calendar,
                    settings.Options,
                    saved,
                    night,
                    names,
                    (done, total) => progress.Report((double)done / total, $"{Format.Count(done)} of {Format.Count(total)} learners"),
                    cancellationToken
                )
        );
        if (json)
            Printer.WriteJson(preview);
        else
            RulePreviewTable.Write(preview!, names);
    }

    private static async Task<DateOnly> FindNextNightAsync(Database database, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var session = database.Store.QuerySession();
        var next = await NextNight.FindAsync(session, database, now, cancellationToken);
        if (next.Unfinished is { } unfinished)
            throw new CommandFailedException(RulePreviewText.Running(unfinished));
        if (next.Missed is { } missed)
            Printer.WriteDiagnostic(RulePreviewText.Missed(missed));
        return next.Date;
    }
}
