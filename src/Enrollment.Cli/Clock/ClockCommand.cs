using System.CommandLine;
using Enrollment.Cli.Operators;
using Enrollment.Cli.Output;
using Enrollment.Cli.Output.Formatting;
using Enrollment.Cli.Parsing;
using Enrollment.Cli.Servers;
using Enrollment.Storage.Clock;

namespace Enrollment.Cli.Clock;

/// <summary><c>enrollctl clock …</c></summary>
internal static class ClockCommand
{
    public static Command Create() =>
        new("clock", "Sets the demonstration clock, which is available outside Production only. Example: enrollctl clock show")
        {
            Set(),
            Clear(),
            Show(),
        };

    private static Command Set()
    {
        var instant = new Argument<InstantArgument>("INSTANT")
        {
            CustomParser = OptionParsers.Instant,
            Description = "An instant such as 2026-03-09T09:00 in the organization's time zone, or with an offset or Z.",
        };
        var run = new Option<bool>("--run") { Description = "Let the clock run from there. Otherwise it stands still." };
        var json = new Option<bool>("--json") { Description = "Print the clock as JSON." };
        var command = new Command("set", "Sets the clock to an instant. Example: enrollctl clock set 2026-03-09T09:00 --run")
        {
            instant,
            run,
            OperatorLog.ReasonOption(),
            json,
        };
        command.SetAction(
            async (result, cancellationToken) =>
            {
                var settings = DemonstrationSettings.Read(RequiredServers.Database);
                var at = result.GetValue(instant)!.ToInstant(settings.Options.Zone);
                await using var database = await Database.OpenAsync(settings, cancellationToken);
                await OperatorLog.RecordAsync(database, result, cancellationToken);
                await ClockSetting.SetAsync(database.Store, at, result.GetValue(run), cancellationToken);
                await PrintAsync(database, result.GetValue(json), cancellationToken);
            }
        );
        return command;
    }

    private static Command Clear()
    {
        var json = new Option<bool>("--json") { Description = "Print the clock as JSON." };
        var command = new Command("clear", "Returns to the real time. Example: enrollctl clock clear") { OperatorLog.ReasonOption(), json };
        command.SetAction(
            async (result, cancellationToken) =>
            {
                await using var database = await Database.OpenAsync(
                    DemonstrationSettings.Read(RequiredServers.Database),
                    cancellationToken
                );
                await OperatorLog.RecordAsync(database, result, cancellationToken);
                await ClockSetting.ClearAsync(database.Store, cancellationToken);
                await PrintAsync(database, result.GetValue(json), cancellationToken);
            }
        );
        return command;
    }

    private static Command Show()
    {
        var json = new Option<bool>("--json") { Description = "Print the clock as JSON." };
        var command = new Command("show", "Shows the organization's time. Example: enrollctl clock show") { json };
        command.SetAction(
            async (result, cancellationToken) =>
            {
                await using var database = await Database.OpenAsync(Settings.Read(RequiredServers.Database), cancellationToken);
                await PrintAsync(database, result.GetValue(json), cancellationToken);
            }
        );
        return command;
    }

    private static async Task PrintAsync(Database database, bool json, CancellationToken cancellationToken)
    {
        await using var session = database.Store.QuerySession();
        var setting = database.Settings.Options.DemonstrationClock
            ? await session.LoadAsync<ClockSetting>(ClockSetting.OnlyId, cancellationToken)
            : null;
        var now = setting?.TimeAt(DateTimeOffset.UtcNow) ?? DateTimeOffset.UtcNow;
        var zone = database.Settings.Options.Zone;
        var clock =
            setting is null ? "real"
            : setting.Running ? "set, running"
            : "set, standing still";
        if (json)
            Printer.WriteJson(
                new
                {
                    Now = now,
                    TimeZone = zone.Id,
                    Clock = clock,
                    LatestNightDue = database.Settings.Calendar.LatestDue(now),
                }
            );
        else
            Printer.WriteLine(
                $"{Format.Instant(now, zone)} {zone.Id} ({clock}); "
                    + $"the latest night that is due is that of {database.Settings.Calendar.LatestDue(now):yyyy-MM-dd}."
            );
    }
}
