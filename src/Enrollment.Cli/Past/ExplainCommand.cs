using System.CommandLine;
using Enrollment.Cli.History;
using Enrollment.Cli.Output;
using Enrollment.Cli.Servers;
using Enrollment.Domain;
using Enrollment.Worker.Enrollments;
using Enrollment.Worker.Queries;
using Spectre.Console;

namespace Enrollment.Cli.Past;

/// <summary><c>enrollctl explain LEARNER ACTIVITY</c></summary>
internal static class ExplainCommand
{
    public static Command Create()
    {
        var learner = new Argument<string>("LEARNER") { Description = "The learner's id." };
        var activity = new Argument<string>("ACTIVITY") { Description = "The activity's id." };
        var past = new PastOptions();
        var json = new Option<bool>("--json") { Description = "Print a JSON object." };
        var command = new Command("explain", "Explains why a learner is enrolled, why with these dates, or why not. Example: enrollctl explain u0042 fire-safety --as-of 2026-03-31")
        {
            learner, activity, past.AsOf, past.KnownAt, json,
        };
        command.SetAction((result, cancellation) => Run(
            result, past, new EnrollmentKey(new ActivityId(result.GetValue(activity)!), new LearnerId(result.GetValue(learner)!)), result.GetValue(json), cancellation));
        return command;
    }

    private static async Task Run(ParseResult given, PastOptions past, EnrollmentKey key, bool json, CancellationToken cancellation)
    {
        await using var database = await Database.Open(Settings.Read(Uses.Database), cancellation);
        var moment = await past.Of(given, database, cancellation);
        await using var session = database.Store.QuerySession();
        var explanation = await Explanation.Of(session, key, moment, database.Settings.Calendar, cancellation);
        if (json)
            Printer.Json(explanation);
        else
            Print(explanation, PastOptions.InWords(moment, database.Settings.Calendar.Zone), database.Settings.Calendar.Zone);
    }

    private static void Print(Explanation explanation, string when, TimeZoneInfo zone)
    {
        var standing = explanation.Period is { } period ? Words.Status(period.Status) : "[red]not enrolled[/]";
        Printer.Line($"\n[bold]{Words.Text(explanation.UserId)}[/] in [bold]{Words.Text(explanation.ActivityId)}[/] {when}: {standing}");
        foreach (var because in explanation.Because)
            Printer.Line($"  {Words.Text(because)}");
        if (explanation.Story.Count > 0)
        {
            Printer.Line("\nWhat was recorded of it:");
            HistoryList.Print(explanation.Story, zone, namesActivity: false);
        }

        Printer.Line(explanation.Rules.Count == 0 ? "\nNo rule names this activity." : "\nThe rules for this activity:");
        foreach (var rule in explanation.Rules)
            Print(rule, zone);
    }

    private static void Print(RuleExplained rule, TimeZoneInfo zone)
    {
        var by = rule.SavedBy is { } name ? $" by {name}" : "";
        Printer.Line($"\n[bold]{Words.Text(rule.RuleId)}[/] version {rule.Version}, saved {Words.Instant(rule.SavedAt, zone)}{Words.Text(by)}: {Words.Text(Verdict(rule))}");
        Printer.Line($"  {Words.Text(rule.Asks)}{(rule.Reason is { } reason ? Words.Text($" ({reason})") : "")}");
        var table = Printer.Table("condition", "result", "judged on");
        foreach (var condition in rule.Conditions)
            table.AddRow(Words.Text(condition.Asks), Met(condition.IsMet), Words.Text(condition.Value));
        Printer.Show(table);
        if (rule.Note is { } note)
            Printer.Line($"  {Words.Text(note)}");
    }

    private static string Met(bool? isMet) => isMet switch
    {
        true => "[green]met[/]",
        false => "[red]not met[/]",
        null => "[yellow]undecided[/]",
    };

    private static string Verdict(RuleExplained rule) => rule.Verdict switch
    {
        Domain.Rules.Verdict.Matches => "matches",
        Domain.Rules.Verdict.NotActive => "does not match: the learner is not active",
        Domain.Rules.Verdict.DoesNotAutoEnroll => "does not match: it does not auto enroll",
        Domain.Rules.Verdict.NotInAudience => "does not match: the learner is not in its audience",
        Domain.Rules.Verdict.HiredTooEarly => "does not match: hired too early",
        _ => "undecided: hire date unknown",
    };
}
