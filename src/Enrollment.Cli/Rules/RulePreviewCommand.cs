using System.CommandLine;
using Enrollment.Cli.Output;
using Enrollment.Cli.Servers;
using Enrollment.Worker.Rules.Preview;

namespace Enrollment.Cli.Rules;

/// <summary><c>enrollctl rule preview FILE</c></summary>
internal static class RulePreviewCommand
{
    private const int NamesForPeople = 200;
    private const int NamesForMachines = 100_000;

    public static Command Create()
    {
        var file = new Argument<string>("FILE")
        {
            CustomParser = Values.Path,
            Description = "One AutoEnrollmentRuleSaved message as JSON, as it would be published.",
        };
        var names = new Option<bool>("--names") { Description = "Name who gains, changes, keeps, loses and cannot be decided." };
        var limit = new Option<int?>("--limit")
        {
            CustomParser = Values.OptionalLimit,
            Description = $"Name at most so many; without it {NamesForPeople} in a table and {NamesForMachines} in JSON. All are counted.",
        };
        var json = new Option<bool>("--json") { Description = "Print the preview as JSON." };
        var command = new Command(
            "preview",
            "Says what saving a rule now would do in the next night, without doing it. Example: enrollctl rule preview safety-rule.json --names"
        )
        {
            file,
            names,
            limit,
            json,
        };
        command.SetAction(
            (result, cancellationToken) =>
                Run(
                    result.GetValue(file)!,
                    result.GetValue(names) ? result.GetValue(limit) ?? (result.GetValue(json) ? NamesForMachines : NamesForPeople) : 0,
                    result.GetValue(json),
                    cancellationToken
                )
        );
        return command;
    }

    private static async Task Run(string file, int names, bool json, CancellationToken cancellationToken)
    {
        var settings = Settings.Read(Uses.Database);
        await using var database = await Database.Open(settings, cancellationToken);
        var now = await database.Now(cancellationToken);
        var saved = await RuleFile.Read(file, now, settings.Options.Zone, cancellationToken);
        var night = await Next(database, now, cancellationToken);
        RulePreview? preview = null;
        await Work.Run(
            $"Night of {night:yyyy-MM-dd} in thought",
            1,
            async work =>
                preview = await RulePreview.Of(
                    database.Store,
                    settings.Calendar,
                    settings.Options.MinimumDaysToComplete,
                    saved,
                    night,
                    names,
                    (done, total) => work.Report((double)done / total, $"{Words.Count(done)} of {Words.Count(total)} learners"),
                    cancellationToken
                )
        );
        if (json)
            Printer.Json(preview);
        else
            RulePreviewTable.Show(preview!, names);
    }

    private static async Task<DateOnly> Next(Database database, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var session = database.Store.QuerySession();
        var next = await NextNight.After(session, database.Settings.Calendar, now, cancellationToken);
        if (next.Unfinished is { } unfinished)
            throw new CommandFailed(
                $"The night of {unfinished:yyyy-MM-dd} is under way; preview the rule when it is finished (enrollctl nightly status)."
            );
        if (next.Missed is { } missed)
            Printer.Note($"The night of {missed:yyyy-MM-dd} is due and has not run; the preview takes things as they stand before it.");
        return next.Date;
    }
}
