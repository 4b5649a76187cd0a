using System.CommandLine;
using Enrollment.Cli.Output;
using Enrollment.Cli.Output.Formatting;
using Enrollment.Cli.Output.Tables;
using Enrollment.Cli.Servers;
using Enrollment.Operations.Broker;
using Enrollment.Queries.Nights;
using Enrollment.Queries.Wording.Nights;

namespace Enrollment.Cli.Status;

/// <summary><c>enrollctl status</c></summary>
internal static class StatusCommand
{
    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "Print the status as JSON." };
        var command = new Command(
            "status",
            "Shows the state of the servers, queues and nights. The exit code is 1 if there is a problem. Example: enrollctl status"
        )
        {
            json,
        };
        command.SetAction((result, cancellationToken) => RunAsync(result.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(bool json, CancellationToken cancellationToken)
    {
        var settings = Settings.Read(RequiredServers.Both);
        var broker = BrokerStatus.GetAsync(settings.Options, cancellationToken);
        var database = await DatabaseStatus.GetAsync(settings, cancellationToken);
        string[] problems = [.. Problems(database), .. (await broker).Problems()];
        var healthy = database.Trouble is null && (await broker).Trouble is null && problems.Length == 0;
        if (json)
            Printer.WriteJson(
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

    private static void Print(Settings settings, DatabaseStatus database, BrokerStatus broker, string[] problems)
    {
        var table = new Table(Column.Fixed(""), Column.Text(""));
        table.Add("database", FormatServer("PostgreSQL", database.Version, database.Trouble));
        table.Add("broker", FormatServer("RabbitMQ", broker.Version, broker.Trouble));
        if (database.Trouble is null)
        {
            var zone = settings.Options.Zone;
            table.Add("organization's time", $"{Format.Instant(database.Now, zone)} {zone.Id}, nights at {settings.Options.NightlyAt}");
            table.Add(
                "enrollments",
                database.Enrollments.Count == 0
                    ? "none"
                    : StyledText.Join(
                        ", ",
                        database
                            .Enrollments.OrderBy(count => count.Key)
                            .Select(count => StyledText.Of($"{Format.Count(count.Value)} {Format.Status(count.Key)}"))
                    )
            );
            table.Add("last night", database.LastNight is { } night ? FormatNight(night, zone) : "none yet");
            table.Add("next night", database.NextNight is { } next ? next.Describe(database.Now, zone) : Format.None);
            table.Add(
                "dead letters",
                StyledText.Join(
                    ", ",
                    database.DeadLetters.Select(count => StyledText.Of($"{Format.FailureCount(count.Value)} {Format.Name(count.Key)}"))
                )
            );
        }

        Printer.Write(table);
        if (broker.Queues.Count > 0)
            Printer.Write(Queues(broker.Queues));
        foreach (var warning in database.Conditions.Where(found => found.IsWarning))
            Printer.WriteLine($"[yellow]{warning.Line}[/]");
        foreach (var problem in problems)
            Printer.WriteLine($"[red]{problem}[/]");
    }

    private static IEnumerable<string> Problems(DatabaseStatus database)
    {
        foreach (var found in database.Conditions.Where(found => !found.IsWarning))
            yield return found.Line;
    }

    private static StyledText FormatServer(string name, string? version, string? trouble) =>
        trouble is null ? StyledText.Of($"[green]reachable[/], {name} {Format.Text(version)}") : StyledText.Of(trouble, TextStyle.Red);

    private static StyledText FormatNight(NightView night, TimeZoneInfo zone)
    {
        var state = night.CompletedAt is { } at
            ? NightText.Completed(at, zone)
            : StyledText.Of(NightText.State(night.State), TextStyle.Yellow);
        var changed = NightText.Changed(night.Batch, night.Rollover);
        var failed = StyledText.Of(NightText.Failed(night.Failed), night.Failed == 0 ? TextStyle.None : TextStyle.Red);
        return $"{Format.Date(night.BusinessDate)}, {state}, {changed}, {failed}";
    }

    private static Table Queues(IReadOnlyList<QueueStatus> queues)
    {
        var table = new Table(Column.Fixed("queue"), Column.Number("ready"), Column.Number("unacked"), Column.Number("consumers"));
        foreach (var queue in queues)
            if (queue.Exists)
                table.Add(
                    queue.Name,
                    Format.Count(queue.Ready),
                    queue.Unacked is { } unacked ? Format.Count(unacked) : Format.None,
                    queue.Consumers == 0 ? StyledText.Of("0", TextStyle.Red) : Format.Count(queue.Consumers)
                );
            else
                table.Add(queue.Name, StyledText.Of("not declared", TextStyle.Red), Format.None, Format.None);
        return table;
    }
}
