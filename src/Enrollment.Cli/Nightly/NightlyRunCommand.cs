using System.CommandLine;
using Enrollment.Cli.Operators;
using Enrollment.Cli.Output;
using Enrollment.Cli.Servers;
using Enrollment.Worker.NightlyCycle;
using Enrollment.Worker.Queries;

namespace Enrollment.Cli.Nightly;

/// <summary><c>enrollctl nightly run [--business-date D] [--catch-up]</c></summary>
internal static class NightlyRunCommand
{
    public static Command Create()
    {
        var date = new Option<DateOnly?>("--business-date")
        {
            CustomParser = Values.Date,
            Description = "The date to run, yyyy-MM-dd; without it the latest that is due by the organization's clock.",
        };
        var catchUp = new Option<bool>("--catch-up")
        {
            Description = "Run it although it is more than MaxCatchUpDays after the last one, because the system stood still for long.",
        };
        var json = new Option<bool>("--json") { Description = "Print the run as JSON." };
        var command = new Command("run", "Runs a night and waits for its end. Example: enrollctl nightly run --business-date 2026-06-30")
        {
            date,
            catchUp,
            Operator.Reason(),
            json,
        };
        command.SetAction(
            (result, cancellationToken) =>
                Run(result, result.GetValue(date), result.GetValue(catchUp), result.GetValue(json), cancellationToken)
        );
        return command;
    }

    private static async Task<int> Run(ParseResult parsed, DateOnly? wanted, bool catchUp, bool json, CancellationToken cancellationToken)
    {
        var settings = Settings.Read(Uses.Both);
        await using var database = await Database.Open(settings, cancellationToken);
        var now = await database.Now(cancellationToken);
        var date = wanted ?? settings.Calendar.LatestDue(now);
        var already = await NightlyRunCheck.CheckAsync(database, date, catchUp, cancellationToken);
        if (already is null)
            await NightlyRequest.StoreAsync(database.Store, date, now, session => Operator.Record(session, parsed), cancellationToken);
        var night = already ?? await Run(database, date, cancellationToken);
        if (json)
            Printer.Json(night);
        else
            Print(night, already is not null);
        return night.Failed == 0 ? 0 : 1;
    }

    private static async Task<NightView> Run(Database database, DateOnly date, CancellationToken cancellationToken)
    {
        await using var runner = await NightRunner.Connect(database.Settings.Options, database.Store, cancellationToken);
        NightlyCycleState? finished = null;
        await Work.Run(
            $"Night of {date:yyyy-MM-dd}",
            1,
            async work => finished = await runner.Run(date, run => work.Report(Done(run), Stage(run)), cancellationToken)
        );
        return NightView.Of(finished!);
    }

    private static double Done(NightlyCycleState run) => (Done(run.Batch) + Done(run.Rollover)) / 2;

    private static double Done(PhaseProgress phase) =>
        phase.Work.Segments == 0 ? 0 : 1 - ((double)phase.Outstanding.Count / phase.Work.Segments);

    private static string Stage(NightlyCycleState run) =>
        $"{run.CurrentState}, {Words.Count(run.Batch.Counts.Planned)} learners and {Words.Count(run.Rollover.Counts.Planned)} enrollments done";

    private static void Print(NightView night, bool already)
    {
        Printer.Line(
            already
                ? $"The night of {night.BusinessDate:yyyy-MM-dd} was run already; running it again would change nothing."
                : $"The night of {night.BusinessDate:yyyy-MM-dd} is finished."
        );
        NightTable.Show(night.Batch, night.Rollover);
    }
}
