using System.CommandLine;
using Enrollment.Cli.History;
using Enrollment.Cli.Output;
using Enrollment.Cli.Servers;
using Enrollment.Domain;
using Enrollment.Worker.Enrollments;
using Enrollment.Worker.Queries;

namespace Enrollment.Cli.Past;

/// <summary><c>enrollctl explain LEARNER ACTIVITY</c></summary>
internal static class ExplainCommand
{
    public static Command Create()
    {
        var learner = new Argument<string>("LEARNER") { CustomParser = Values.Id, Description = "The learner's id." };
        var activity = new Argument<string>("ACTIVITY") { CustomParser = Values.Id, Description = "The activity's id." };
        var past = new PastOptions();
        var json = new Option<bool>("--json") { Description = "Print a JSON object." };
        var command = new Command(
            "explain",
            "Explains why a learner is enrolled, why with these dates, or why not. Example: enrollctl explain u0042 fire-safety --as-of 2026-03-31"
        )
        {
            learner,
            activity,
            past.AsOf,
            past.KnownAt,
            json,
        };
        command.SetAction(
            (result, cancellationToken) =>
                Run(
                    result,
                    past,
                    new EnrollmentKey(new ActivityId(result.GetValue(activity)!), new LearnerId(result.GetValue(learner)!)),
                    result.GetValue(json),
                    cancellationToken
                )
        );
        return command;
    }

    private static async Task Run(ParseResult given, PastOptions past, EnrollmentKey key, bool json, CancellationToken cancellationToken)
    {
        await using var database = await Database.Open(Settings.Read(Uses.Database), cancellationToken);
        var moment = await past.Of(given, database, cancellationToken);
        await using var session = database.Store.QuerySession();
        var explanation = await Explanation.Of(session, key, moment, database.Settings.Calendar, cancellationToken);
        if (json)
            Printer.Json(explanation);
        else
            Print(explanation, PastOptions.InWords(moment, database.Settings.Calendar.Zone), database.Settings.Calendar.Zone);
    }

    private static void Print(Explanation explanation, string when, TimeZoneInfo zone)
    {
        var standing = explanation.Period is { } period ? Words.Status(period.Status) : Phrase.Of("not enrolled", Style.Red);
        Printer.Line("");
        Printer.Line($"[bold]{explanation.UserId}[/] in [bold]{explanation.ActivityId}[/] {when}: {standing}");
        foreach (var because in explanation.Because)
            Printer.Line($"  {because}");
        if (explanation.Story.Count > 0)
        {
            Printer.Line("");
            Printer.Line("What was recorded of it:");
            HistoryList.Print(explanation.Story, zone, namesActivity: false);
        }

        Printer.Line("");
        Printer.Line(explanation.Rules.Count == 0 ? "No rule names this activity." : "The rules for this activity:");
        foreach (var rule in explanation.Rules)
            Print(rule, zone);
    }

    private static void Print(RuleExplained rule, TimeZoneInfo zone)
    {
        var by = rule.SavedBy is { } name ? Phrase.Of($" by {name}") : Phrase.None;
        Printer.Line("");
        Printer.Line($"[bold]{rule.RuleId}[/] version {rule.Version}, saved {Words.Instant(rule.SavedAt, zone)}{by}: {Verdict(rule)}");
        Printer.Line($"  {rule.Asks}{(rule.Reason is { } reason ? Phrase.Of($" ({reason})") : Phrase.None)}");
        var table = new Table(Column.Text("condition"), Column.Word("result"), Column.Text("judged on"));
        foreach (var condition in rule.Conditions)
            table.Add(condition.Asks, Met(condition.IsMet), Words.Text(condition.Value));
        Printer.Show(table);
        if (rule.Note is { } note)
            Printer.Line($"  {note}");
    }

    private static Phrase Met(bool? isMet) =>
        isMet switch
        {
            true => Phrase.Of("met", Style.Green),
            false => Phrase.Of("not met", Style.Red),
            null => Phrase.Of("undecided", Style.Yellow),
        };

    private static string Verdict(RuleExplained rule) =>
        rule.Verdict switch
        {
            Domain.Rules.Verdict.Matches => "matches",
            Domain.Rules.Verdict.NotActive => "does not match: the learner is not active",
            Domain.Rules.Verdict.DoesNotAutoEnroll => "does not match: it does not auto enroll",
            Domain.Rules.Verdict.NotInAudience => "does not match: the learner is not in its audience",
            Domain.Rules.Verdict.HiredTooEarly => "does not match: hired too early",
            _ => "undecided: hire date unknown",
        };
}
