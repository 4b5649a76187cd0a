using System.CommandLine;
using Enrollment.Cli.Errors;
using Enrollment.Cli.Output;
using Enrollment.Cli.Output.Formatting;
using Enrollment.Cli.Parsing;
using Enrollment.Cli.Servers;
using Enrollment.Domain;
using Enrollment.Queries.History;
using Enrollment.Queries.Wording.Periods;

namespace Enrollment.Cli.History;

/// <summary><c>enrollctl history LEARNER [ACTIVITY]</c></summary>
internal static class HistoryCommand
{
    public static Command Create()
    {
        var learner = new Argument<string>("LEARNER") { CustomParser = OptionParsers.Id, Description = "The learner's id." };
        var activity = new Argument<string?>("ACTIVITY")
        {
            CustomParser = OptionParsers.Id,
            Description = "Only this activity.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var withLearner = new Option<bool>("--with-learner")
        {
            Description =
                "Include facts about the learner: created, hired, joined, left, inactive, active again. "
                + "They are always included without ACTIVITY.",
        };
        var json = new Option<bool>("--json") { Description = "Print the history as a JSON array." };
        var command = new Command(
            "history",
            "Shows what happened to a learner's enrollments and why. Without ACTIVITY, all of them are shown. Example: "
                + "enrollctl history u0042 fire-safety"
        )
        {
            learner,
            activity,
            withLearner,
            json,
        };
        command.SetAction(
            (result, cancellationToken) =>
                RunAsync(
                    result.GetValue(learner)!,
                    result.GetValue(activity),
                    result.GetValue(withLearner),
                    result.GetValue(json),
                    cancellationToken
                )
        );
        return command;
    }

    private static async Task RunAsync(string learner, string? activity, bool withLearner, bool json, CancellationToken cancellationToken)
    {
        var settings = Settings.Read(RequiredServers.Database);
        await using var database = await Database.OpenAsync(settings, cancellationToken);
        await using var session = database.Store.QuerySession();
        var history = await HistoryEntry.GetAsync(
            session,
            new LearnerId(learner),
            activity,
            withLearner || activity is null,
            settings.Calendar,
            cancellationToken
        );
        if (history.Count == 0 || (activity is not null && history.All(entry => entry.ActivityId is null)))
            throw new CommandFailedException(
                activity is null
                    ? Format.Sentence(EnrollmentText.NoData(Format.Id(learner)))
                    : Format.Sentence(EnrollmentText.WasNeverEnrolled(Format.Id(learner), Format.Id(activity)))
            );
        if (json)
            Printer.WriteJson(history);
        else
            Print(learner, history, settings.Calendar.Zone);
    }

    private static void Print(string learner, IReadOnlyList<HistoryEntry> history, TimeZoneInfo zone)
    {
        Printer.WriteLine("");
        foreach (var enrollment in history.Where(entry => entry.ActivityId is not null).GroupBy(entry => entry.ActivityId))
        {
            var status = enrollment.LastOrDefault(entry => entry.Status is not null)?.Status;
            Printer.WriteLine(
                $"[bold]{enrollment.Key}[/] of [bold]{learner}[/]: {(status is { } now ? Format.Status(now) : EnrollmentText.NoPeriodYet)}"
            );
        }

        HistoryList.Write(history, zone, namesActivity: history.Select(entry => entry.ActivityId).Distinct().Count() > 1);
    }
}
