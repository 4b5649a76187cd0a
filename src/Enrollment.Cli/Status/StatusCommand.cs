using System.CommandLine;
using Enrollment.Cli.Output;
using Spectre.Console;

namespace Enrollment.Cli.Status;

/// <summary><c>enrollctl status</c></summary>
internal static class StatusCommand
{
    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "Print it as JSON." };
        var command = new Command("status", "Shows whether everything is reachable and at work; exit code 1 if not. Example: enrollctl status") { json };
        command.SetAction((result, cancellation) => Run(result.GetValue(json), cancellation));
        return command;
    }

    private static async Task<int> Run(bool json, CancellationToken cancellation)
    {
        var settings = Settings.Read(Uses.Both);
        var broker = BrokerState.Of(settings.Options, cancellation);
        var database = await DatabaseState.Of(settings, cancellation);
        string[] problems = [.. Problems(database), .. (await broker).Problems()];
        var healthy = database.Trouble is null && (await broker).Trouble is null && problems.Length == 0;
        if (json)
            Printer.Json(new { Healthy = healthy, Problems = problems, Database = database, Broker = await broker });
        else
            Print(settings, database, await broker, problems);
        return healthy ? 0 : 1;
    }

    private static void Print(Settings settings, DatabaseState database, BrokerState broker, string[] problems)
    {
        var table = new Table().Border(TableBorder.Rounded).HideHeaders().AddColumns("", "");
        table.AddRow("database", Reachable("PostgreSQL", database.Version, database.Trouble));
        table.AddRow("broker", Reachable("RabbitMQ", broker.Version, broker.Trouble));
        if (database.Trouble is null)
        {
            var zone = settings.Options.Zone;
            table.AddRow("organization's time", $"{Words.Instant(database.Now, zone)} {Words.Text(zone.Id)}, nights at {settings.Options.NightlyAt}");
            table.AddRow("enrollments", database.Enrollments.Count == 0 ? "none" : string.Join(", ", database.Enrollments.OrderBy(count => count.Key).Select(count => $"{Words.Count(count.Value)} {Words.Status(count.Key)}")));
            table.AddRow("last night", database.LastNight is { } night ? Night(night, zone) : "none yet");
            table.AddRow("next night", database.NextNight is { } next ? next.InWords(database.Now, zone) : Words.Nothing);
            table.AddRow("set aside", string.Join(", ", database.DeadLetters.Select(count => $"{Words.Alarming(count.Value)} {Words.Name(count.Key)}")));
        }

        Printer.Show(table);
        if (broker.Queues.Count > 0)
            Printer.Show(Queues(broker.Queues));
        foreach (var warning in database.Conditions.Where(found => found.IsWarning))
            Printer.Line($"[yellow]{Words.Text(warning.Line)}[/]");
        foreach (var problem in problems)
            Printer.Line($"[red]{Words.Text(problem)}[/]");
    }

    private static IEnumerable<string> Problems(DatabaseState database)
    {
        foreach (var found in database.Conditions.Where(found => !found.IsWarning))
            yield return found.Line;
    }

    private static string Reachable(string name, string? version, string? trouble) =>
        trouble is null ? $"[green]reachable[/], {name} {Words.Text(version)}" : $"[red]{Words.Text(trouble)}[/]";

    private static string Night(Worker.Queries.NightView night, TimeZoneInfo zone) =>
        $"{Words.Date(night.BusinessDate)}, " + (night.CompletedAt is null ? $"[yellow]{night.State}[/]" : $"completed {Words.Instant(night.CompletedAt, zone)}")
        + $", {Words.Count(night.Batch.Applied)} learners and {Words.Count(night.Rollover.Applied)} enrollments changed, {Words.Alarming(night.Failed)} failed";

    private static Table Queues(IReadOnlyList<QueueFigures> queues)
    {
        var table = Printer.Table("queue", ">ready", ">unacked", ">consumers");
        foreach (var queue in queues)
            if (queue.Exists)
                table.AddRow(Words.Text(queue.Name), Words.Count(queue.Ready), queue.Unacked is { } unacked ? Words.Count(unacked) : Words.Nothing,
                    queue.Consumers == 0 ? "[red]0[/]" : Words.Count(queue.Consumers));
            else
                table.AddRow(Words.Text(queue.Name), "[red]not declared[/]", Words.Nothing, Words.Nothing);
        return table;
    }
}
