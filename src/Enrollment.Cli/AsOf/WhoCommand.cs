using System.CommandLine;
using Enrollment.Cli.Output;
using Enrollment.Cli.Output.Formatting;
using Enrollment.Cli.Parsing;
using Enrollment.Cli.Servers;
using Enrollment.Domain.Enrollments;
using Enrollment.Queries.Enrollments;

namespace Enrollment.Cli.AsOf;

/// <summary><c>enrollctl who --activity A</c></summary>
internal static class WhoCommand
{
    public static Command Create()
    {
        var activity = new Option<string>("--activity")
        {
            CustomParser = OptionParsers.Id,
            Required = true,
            Description = "The activity.",
        };
        var group = new Option<string?>("--group")
        {
            CustomParser = OptionParsers.Id,
            Description = "Only members of this group on that date.",
        };
        var status = new Option<PeriodStatus?>("--status")
        {
            CustomParser = OptionParsers.OneOf<PeriodStatus>,
            Description = "Only enrollments whose latest period had this status.",
        };
        var asOfOptions = new AsOfOptions();
        var csv = new Option<bool>("--csv") { Description = "Print all enrollments as CSV with a header line." };
        var json = new Option<bool>("--json") { Description = "Print all enrollments as JSON, one object per line." };
        var command = new Command(
            "who",
            "Lists who was enrolled in an activity on a date, and with which status. Example: "
                + "enrollctl who --activity fire-safety --status overdue --as-of 2026-03-31 --csv"
        )
        {
            activity,
            group,
            status,
            asOfOptions.AsOf,
            asOfOptions.KnownAt,
            csv,
            json,
        };
        command.Validators.Add(given =>
        {
            if (given.GetValue(csv) && given.GetValue(json))
                given.AddError("--csv and --json exclude each other. Leave one out.");
        });
        command.SetAction(
            (result, cancellationToken) =>
                RunAsync(
                    result,
                    asOfOptions,
                    new RosterFilter(result.GetValue(activity)!, result.GetValue(group), result.GetValue(status)),
                    result.GetValue(csv),
                    result.GetValue(json),
                    cancellationToken
                )
        );
        return command;
    }

    private static async Task RunAsync(
        ParseResult given,
        AsOfOptions asOfOptions,
        RosterFilter filter,
        bool csv,
        bool json,
        CancellationToken cancellationToken
    )
    {
        await using var database = await Database.OpenAsync(Settings.Read(RequiredServers.Database), cancellationToken);
        var asOf = await asOfOptions.ReadAsync(given, database, cancellationToken);
        await using var session = database.Store.QuerySession();
        var pages = EnrollmentRoster.FindAsync(session, filter, asOf, database.Settings.Calendar, cancellationToken);
        if (csv)
            RosterCsv.WriteHeader();
        if (csv || json)
        {
            await ReadAllAsync(session, filter, pages, row => Write(row, csv), cancellationToken);
            return;
        }

        var table = new RosterTable();
        await ReadAllAsync(session, filter, pages, table.Add, cancellationToken);
        table.Print($"{filter.Activity} {AsOfOptions.Describe(asOf, database.Settings.Calendar.Zone)}");
    }

    private static void Write(EnrollmentView row, bool csv)
    {
        if (csv)
            RosterCsv.WriteRow(row);
        else
            Printer.WriteJsonLine(row);
    }

    private static async Task ReadAllAsync(
        Marten.IQuerySession session,
        RosterFilter filter,
        IAsyncEnumerable<(int Looked, IReadOnlyList<EnrollmentView> Found)> pages,
        Action<EnrollmentView> show,
        CancellationToken cancellationToken
    )
    {
        var (total, looked) = (await EnrollmentRoster.CountAsync(session, filter.Activity, cancellationToken), 0L);
        await ProgressReporter.RunAsync(
            "Reading",
            total,
            async progress =>
            {
                await foreach (var page in pages)
                {
                    foreach (var row in page.Found)
                        show(row);
                    progress.Report(looked += page.Looked, $"{Format.Count(looked)} of {Format.Count(total)} enrollments");
                }
            }
        );
    }
}
