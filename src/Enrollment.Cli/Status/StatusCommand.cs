using System.CommandLine;
using Enrollment.Cli.Output;

namespace Enrollment.Cli.Status;

/// <summary><c>enrollctl status</c></summary>
internal static class StatusCommand
{
    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "Print it as JSON." };
        var command = new Command(
            "status",
            "Shows whether everything is reachable and at work; exit code 1 if not. Example: enrollctl status"
        )
        {
            json,
        };
        command.SetAction((result, cancellationToken) => Run(result.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> Run(bool json, CancellationToken cancellationToken)
    {
        var settings = Settings.Read(Uses.Both);
        var broker = BrokerState.Of(settings.Options, cancellationToken);
        var database = await DatabaseState.Of(settings, cancellationToken);
        string[] problems = [.. Problems(database), .. (await broker).Problems()];
        var healthy = database.Trouble is null && (await broker).Trouble is null && problems.Length == 0;
        if (json)
            Printer.Json(
                new
                {
                    Healthy = healthy,
                    Problems = problems,
                    Database = database,
                    Broker = await broker,
                }
            );
        else
            Print(settings, database, await broker, problems);
        return healthy ? 0 : 1;
    }

    private static void Print(Settings settings, DatabaseState database, BrokerState broker, string[] problems)
    {
        var table = new Table(Column.Word(""), Column.Text(""));
        table.Add("database", Reachable("PostgreSQL", database.Version, database.Trouble));
        table.Add("broker", Reachable("RabbitMQ", broker.Version, broker.Trouble));
        if (database.Trouble is null)
        {
            var zone = settings.Options.Zone;
            table.Add("organization's time", $"{Words.Instant(database.Now, zone)} {zone.Id}, nights at {settings.Options.NightlyAt}");
            table.Add(
                "enrollments",
                database.Enrollments.Count == 0
                    ? "none"
                    : Phrase.Join(
                        ", ",
                        database
                            .Enrollments.OrderBy(count => count.Key)
                            .Select(count => Phrase.Of($"{Words.Count(count.Value)} {Words.Status(count.Key)}"))
                    )
            );
            table.Add("last night", database.LastNight is { } night ? Night(night, zone) : "none yet");
            table.Add("next night", database.NextNight is { } next ? next.InWords(database.Now, zone) : Words.Nothing);
            table.Add(
                "dead letters",
                Phrase.Join(", ", database.DeadLetters.Select(count => Phrase.Of($"{Words.Alarming(count.Value)} {Words.Name(count.Key)}")))
            );
        }

        Printer.Show(table);
        if (broker.Queues.Count > 0)
            Printer.Show(Queues(broker.Queues));
        foreach (var warning in database.Conditions.Where(found => found.IsWarning))
            Printer.Line($"[yellow]{warning.Line}[/]");
        foreach (var problem in problems)
            Printer.Line($"[red]{problem}[/]");
    }

    private static IEnumerable<string> Problems(DatabaseState database)
    {
        foreach (var found in database.Conditions.Where(found => !found.IsWarning))
            yield return found.Line;
    }

    private static Phrase Reachable(string name, string? version, string? trouble) =>
        trouble is null ? Phrase.Of($"[green]reachable[/], {name} {Words.Text(version)}") : Phrase.Of(trouble, Style.Red);

    private static Phrase Night(Worker.Queries.NightView night, TimeZoneInfo zone)
    {
        var state = night.CompletedAt is { } at ? $"completed {Words.Instant(at, zone)}" : Phrase.Of(night.State, Style.Yellow);
        return $"{Words.Date(night.BusinessDate)}, {state}, {Words.Count(night.Batch.Applied, "learner")} and {Words.Count(night.Rollover.Applied, "enrollment")} changed, {Words.Alarming(night.Failed)} failed";
    }

    private static Table Queues(IReadOnlyList<QueueFigures> queues)
    {
        var table = new Table(Column.Word("queue"), Column.Count("ready"), Column.Count("unacked"), Column.Count("consumers"));
        foreach (var queue in queues)
            if (queue.Exists)
                table.Add(
                    queue.Name,
                    Words.Count(queue.Ready),
                    queue.Unacked is { } unacked ? Words.Count(unacked) : Words.Nothing,
                    queue.Consumers == 0 ? Phrase.Of("0", Style.Red) : Words.Count(queue.Consumers)
                );
            else
                table.Add(queue.Name, Phrase.Of("not declared", Style.Red), Words.Nothing, Words.Nothing);
        return table;
    }
}
