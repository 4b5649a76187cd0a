using System.CommandLine;
using Enrollment.Cli.Operators;
using Enrollment.Cli.Output;
using Enrollment.Cli.Parsing;
using Enrollment.Cli.Servers;
using Enrollment.Processing.Nights;
using Enrollment.Queries.Nights;
using Enrollment.Queries.Wording.Nights;
using Enrollment.Storage.Nights;

namespace Enrollment.Cli.Nightly;

/// <summary><c>enrollctl nightly run [--business-date D] [--catch-up]</c></summary>
internal static class NightlyRunCommand
{
    public static Command Create()
    {
        var date = new Option<DateOnly?>("--business-date")
        {
            CustomParser = OptionParsers.Date,
            Description = "The business date, yyyy-MM-dd. The default is the latest that is due by the organization's clock.",
        };
        var catchUp = new Option<bool>("--catch-up")
        {
            Description = "Run it although it is more than MaxCatchUpDays after the last one, because the system was stopped for long.",
        };
        var json = new Option<bool>("--json") { Description = "Print the run as JSON." };
        var command = new Command(
            "run",
            "Starts a nightly run and waits until it is finished. Example: enrollctl nightly run --business-date 2026-06-30"
        )
        {
            date,
            catchUp,
            OperatorLog.ReasonOption(),
            json,
        };
        command.SetAction(
            (result, cancellationToken) =>
                RunAsync(result, result.GetValue(date), result.GetValue(catchUp), result.GetValue(json), cancellationToken)
        );
        return command;
    }

    private static async Task<int> RunAsync(
        ParseResult parsed,
        DateOnly? wanted,
        bool catchUp,
        bool json,
        CancellationToken cancellationToken
    )
    {
        var settings = Settings.Read(RequiredServers.Both);
        await using var database = await Database.OpenAsync(settings, cancellationToken);
        var now = await database.GetNowAsync(cancellationToken);
        var date = wanted ?? settings.Calendar.LatestDue(now);
        var already = await NightlyRunCheck.CheckAsync(database, date, catchUp, cancellationToken);
        if (already is null)
            await NightlyRequest.StoreAsync(database.Store, date, now, session => OperatorLog.Record(session, parsed), cancellationToken);
        var night = already ?? await RunAsync(database, date, cancellationToken);
        if (json)
            Printer.WriteJson(night);
        else
            Print(night, already is not null);
        return night.Failed == 0 ? 0 : 1;
    }

    private static async Task<NightView> RunAsync(Database database, DateOnly date, CancellationToken cancellationToken)
    {
        await using var runner = await NightlyRunClient.ConnectAsync(database.Settings.Options, database.Store, cancellationToken);
        NightlyRunDocument? finished = null;
        await ProgressReporter.RunAsync(
            NightText.Night(date),
            1,
            async progress => finished = await runner.RunAsync(date, run => progress.Report(Done(run), Stage(run)), cancellationToken)
        );
        return NightView.Of(finished!);
    }

    private static double Done(NightlyRunDocument run) => (Done(run.Batch) + Done(run.Rollover)) / 2;

    private static double Done(PhaseProgress phase) =>
        phase.Work.Segments == 0 ? 0 : 1 - ((double)phase.Outstanding.Count / phase.Work.Segments);

    private static string Stage(NightlyRunDocument run) =>
        NightProgressText.Stage(run.CurrentState, run.Batch.Counts.Planned, run.Rollover.Counts.Planned);

    private static void Print(NightView night, bool already)
    {
        Printer.WriteLine(already ? NightText.AlreadyRun(night.BusinessDate) : NightText.Finished(night.BusinessDate));
        NightlyRunTable.Write(night.Batch, night.Rollover);
    }
}
