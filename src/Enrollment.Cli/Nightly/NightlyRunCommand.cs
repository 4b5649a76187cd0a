using System.CommandLine;
using Enrollment.Cli.Operators;
using Enrollment.Cli.Output;
using Enrollment.Cli.Servers;
using Enrollment.Worker.NightlyCycle;
using Enrollment.Worker.Queries;

namespace Enrollment.Cli.Nightly;

/// <summary><c>enrollctl nightly run [--business-date D]</c></summary>
internal static class NightlyRunCommand
{
    public static Command Create()
    {
        var date = new Option<DateOnly?>("--business-date") { CustomParser = Values.Date, Description = "The date to run, yyyy-MM-dd; without it the latest that is due by the organization's clock." };
        var json = new Option<bool>("--json") { Description = "Print the run as JSON." };
        var command = new Command("run", "Runs a night and waits until it is finished. Example: enrollctl nightly run --business-date 2026-06-30") { date, Operator.Reason(), json };
        command.SetAction((result, cancellation) => Run(result, result.GetValue(date), result.GetValue(json), cancellation));
        return command;
    }

    private static async Task<int> Run(ParseResult parsed, DateOnly? wanted, bool json, CancellationToken cancellation)
    {
        var settings = Settings.Read(Uses.Both);
        await using var database = await Database.Open(settings, cancellation);
        var latest = settings.Calendar.LatestDue(await database.Now(cancellation));
        var date = wanted ?? latest;
        if (date > latest)
            throw new CommandFailed($"The night of {date:yyyy-MM-dd} is not due yet: the latest that is due is that of {latest:yyyy-MM-dd}.");
        var already = await Earlier(database, date, cancellation);
        if (already is null)
            await Operator.Record(database, parsed, cancellation);
        var night = already ?? await Run(database, date, cancellation);
        if (json)
            Printer.Json(night);
        else
            Print(night, already is not null);
        return night.Failed == 0 ? 0 : 1;
    }

    /// <summary>The finished run of that date, if there is one; a date before the last run's is refused.</summary>
    private static async Task<NightView?> Earlier(Database database, DateOnly date, CancellationToken cancellation)
    {
        await using var session = database.Store.QuerySession();
        if (await session.LoadAsync<NightlyCycleState>(NightlyRun.IdOf(date), cancellation) is { } run)
            return run.CompletedAt is null ? null : NightView.Of(run);
        var ledger = await session.LoadAsync<NightlyLedger>(NightlyLedger.TheId, cancellation);
        return date <= ledger?.LastDate
            ? throw new CommandFailed($"The night of {date:yyyy-MM-dd} cannot be run: that of {ledger.LastDate:yyyy-MM-dd} was run already, and nights run in order.")
            : null;
    }

    private static async Task<NightView> Run(Database database, DateOnly date, CancellationToken cancellation)
    {
        await using var runner = await NightRunner.Connect(database.Settings.Options, database.Store, cancellation);
        NightlyCycleState? finished = null;
        await Work.Run($"Night of {date:yyyy-MM-dd}", 1, async work => finished = await runner.Run(date, run => work.Report(Done(run), Stage(run)), cancellation));
        return NightView.Of(finished!);
    }

    private static double Done(NightlyCycleState run) => (Done(run.Batch) + Done(run.Rollover)) / 2;

    private static double Done(PhaseProgress phase) => phase.Work.Segments == 0 ? 0 : 1 - ((double)phase.Outstanding.Count / phase.Work.Segments);

    private static string Stage(NightlyCycleState run) =>
        $"{run.CurrentState}, {Words.Count(run.Batch.Counts.Planned)} learners and {Words.Count(run.Rollover.Counts.Planned)} enrollments done";

    private static void Print(NightView night, bool already)
    {
        Printer.Line(already
            ? $"The night of {night.BusinessDate:yyyy-MM-dd} was run already; running it again would change nothing."
            : $"The night of {night.BusinessDate:yyyy-MM-dd} is finished.");
        NightTable.Show(night.Batch, night.Rollover);
    }
}
