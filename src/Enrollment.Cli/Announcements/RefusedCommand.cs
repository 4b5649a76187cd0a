using System.CommandLine;
using Enrollment.Cli.Output;
using Enrollment.Cli.Servers;
using Enrollment.Worker.Publishing;

namespace Enrollment.Cli.Announcements;

/// <summary><c>enrollctl announcements refused</c></summary>
internal static class RefusedCommand
{
    public static Command Create()
    {
        var limit = new Option<int>("--limit")
        {
            CustomParser = Values.Limit,
            Description = "How many ranges, oldest first; JSON has all.",
            DefaultValueFactory = _ => 50,
        };
        var json = new Option<bool>("--json") { Description = "Print a JSON array with every position." };
        const string Description = "Lists what a queue refused, as ranges of event numbers. Example: enrollctl announcements refused";
        var command = new Command("refused", Description) { limit, json };
        command.SetAction(
            async (result, cancellationToken) =>
            {
                var settings = Settings.Read(Uses.Database);
                await using var database = await Database.Open(settings, cancellationToken);
                await using var session = database.Store.QuerySession();
                var most = result.GetValue(json) ? int.MaxValue : result.GetValue(limit);
                var pages = await RefusedAnnouncements.LoadAsync(session, after: 0, most, cancellationToken);
                if (result.GetValue(json))
                    Printer.Json(pages);
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
            Printer.Line("No announcement is kept as refused.");
            return;
        }

        var table = new Table(Column.Count("from event"), Column.Count("to event"), Column.Count("announcements"), Column.Word("refused"));
        foreach (var page in pages)
            table.Add(
                $"{page.Positions[0]}",
                $"{page.Positions[^1]}",
                Words.Count(page.Positions.Count),
                Words.Instant(page.RefusedAt, zone)
            );
        Printer.Show(table);
        Printer.Line($"{Words.Count(all.Count, "announcement")} in all. Send them: enrollctl announcements resend --queue NAME");
    }
}
