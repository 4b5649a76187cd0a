using System.CommandLine;
using Enrollment.Cli.Output;
using Enrollment.Cli.Servers;
using Enrollment.Domain.Enrollments;
using Enrollment.Worker.Queries;

namespace Enrollment.Cli.Past;

/// <summary><c>enrollctl who --activity A</c></summary>
internal static class WhoCommand
{
    public static Command Create()
    {
        var activity = new Option<string>("--activity")
        {
            CustomParser = Values.Id,
            Required = true,
            Description = "The activity.",
        };
        var group = new Option<string?>("--group")
        {
            CustomParser = Values.Id,
            Description = "Only learners who were members of this group on that date.",
        };
        var status = new Option<PeriodStatus?>("--status")
        {
            CustomParser = Values.OneOf<PeriodStatus>,
            Description = "Only those whose latest period had this status.",
        };
        var past = new PastOptions();
        var csv = new Option<bool>("--csv") { Description = "Print all as CSV, with a line of names first." };
        var json = new Option<bool>("--json") { Description = "Print all as JSON, one object on a line." };
        var command = new Command(
            "who",
            "Shows who was enrolled in an activity on a date, and how that stood. Example: enrollctl who --activity fire-safety --status overdue --as-of 2026-03-31 --csv"
        )
        {
            activity,
            group,
            status,
            past.AsOf,
            past.KnownAt,
            csv,
            json,
        };
        command.Validators.Add(given =>
        {
            if (given.GetValue(csv) && given.GetValue(json))
                given.AddError("--csv and --json cannot both be printed; leave one out.");
        });
        command.SetAction(
            (result, cancellationToken) =>
                Run(
                    result,
                    past,
                    new EverybodyFilter(result.GetValue(activity)!, result.GetValue(group), result.GetValue(status)),
                    result.GetValue(csv),
                    result.GetValue(json),
                    cancellationToken
                )
        );
        return command;
    }

    private static async Task Run(
        ParseResult given,
        PastOptions past,
        EverybodyFilter filter,
        bool csv,
        bool json,
        CancellationToken cancellationToken
    )
    {
        await using var database = await Database.Open(Settings.Read(Uses.Database), cancellationToken);
        var moment = await past.Of(given, database, cancellationToken);
        await using var session = database.Store.QuerySession();
        var pages = Everybody.Find(session, filter, moment, database.Settings.Calendar, cancellationToken);
        if (csv)
            WhoRows.Head();
        if (csv || json)
        {
            await Read(session, filter, pages, row => Show(row, csv), cancellationToken);
            return;
        }

        var table = new WhoTable();
        await Read(session, filter, pages, table.Add, cancellationToken);
        table.Print($"{filter.Activity} {PastOptions.InWords(moment, database.Settings.Calendar.Zone)}");
    }

    private static void Show(EnrollmentView row, bool csv)
    {
        if (csv)
            WhoRows.Line(row);
        else
            Printer.JsonLine(row);
    }

    private static async Task Read(
        Marten.IQuerySession session,
        EverybodyFilter filter,
        IAsyncEnumerable<(int Looked, IReadOnlyList<EnrollmentView> Found)> pages,
        Action<EnrollmentView> show,
        CancellationToken cancellationToken
    )
    {
        var (total, looked) = (await Everybody.Count(session, filter.Activity, cancellationToken), 0L);
        await Work.Run(
            "Reading",
            total,
            async work =>
            {
                await foreach (var page in pages)
                {
                    foreach (var row in page.Found)
                        show(row);
                    work.Report(looked += page.Looked, $"{Words.Count(looked)} of {Words.Count(total)} enrollments");
                }
            }
        );
    }
}
