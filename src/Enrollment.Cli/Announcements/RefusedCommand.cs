using System.CommandLine;
using Enrollment.Cli.Output;
using Enrollment.Cli.Output.Formatting;
using Enrollment.Cli.Output.Tables;
using Enrollment.Cli.Parsing;
using Enrollment.Cli.Servers;
using Enrollment.Storage.Announcements;

namespace Enrollment.Cli.Announcements;

/// <summary><c>enrollctl announcements refused</c></summary>
internal static class RefusedCommand
{
    public static Command Create()
    {
        var limit = new Option<int>("--limit")
        {
            CustomParser = OptionParsers.Limit,
            Description = "The number of ranges to list, oldest first. JSON contains all.",
            DefaultValueFactory = _ => 50,
        };
        var json = new Option<bool>("--json") { Description = "Print a JSON array of all event numbers." };
        const string Description = "Lists refused announcements as ranges of event numbers. Example: enrollctl announcements refused";
        var command = new Command("refused", Description) { limit, json };
        command.SetAction(
            async (result, cancellationToken) =>
            {
                var settings = Settings.Read(RequiredServers.Database);
                await using var database = await Database.OpenAsync(settings, cancellationToken);
                await using var session = database.Store.QuerySession();
                var most = result.GetValue(json) ? int.MaxValue : result.GetValue(limit);
                var pages = await RefusedAnnouncements.GetPagesAsync(session, after: 0, most, cancellationToken);
                if (result.GetValue(json))
                    Printer.WriteJson(pages);
                else
                    Print(pages, await RefusedAnnouncements.SummarizeAsync(session, cancellationToken), settings.Options.Zone);
            }
        );
        return command;
    }

    private static void Print(IReadOnlyList<RefusedPage> pages, RefusedSummary all, TimeZoneInfo zone)
    {
        if (all.Count == 0)
        {
            Printer.WriteLine("No announcement was refused.");
            return;
        }

        var table = new Table(
            Column.Number("from event"),
            Column.Number("to event"),
            Column.Number("announcements"),
            Column.Fixed("refused")
        );
        foreach (var page in pages)
            table.Add(
                $"{page.Positions[0]}",
                $"{page.Positions[^1]}",
                Format.Count(page.Positions.Count),
                Format.Instant(page.RefusedAt, zone)
            );
        Printer.Write(table);
        Printer.WriteLine(
            $"{Format.Count(all.Count, "announcement")} in total. Send them with: enrollctl announcements resend --queue NAME"
        );
    }
}
