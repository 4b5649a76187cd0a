using System.CommandLine;
using Enrollment.Cli.History;
using Enrollment.Cli.Output;
using Enrollment.Cli.Output.Formatting;
using Enrollment.Cli.Output.Tables;
using Enrollment.Cli.Parsing;
using Enrollment.Cli.Servers;
using Enrollment.Domain;
using Enrollment.Queries.Enrollments;
using Enrollment.Queries.Wording.Decisions;
using Enrollment.Queries.Wording.Periods;
using Enrollment.Queries.Wording.Rules;
using Enrollment.Storage.Enrollments;

namespace Enrollment.Cli.AsOf;

/// <summary><c>enrollctl explain LEARNER ACTIVITY</c></summary>
internal static class ExplainCommand
{
    public static Command Create()
    {
        var learner = new Argument<string>("LEARNER") { CustomParser = OptionParsers.Id, Description = "The learner's id." };
        var activity = new Argument<string>("ACTIVITY") { CustomParser = OptionParsers.Id, Description = "The activity's id." };
        var asOfOptions = new AsOfOptions();
        var json = new Option<bool>("--json") { Description = "Print the explanation as JSON." };
        var command = new Command(
            "explain",
            "Explains why a learner is enrolled with these dates, or why not. Example: "
                + "enrollctl explain u0042 fire-safety --as-of 2026-03-31"
        )
        {
            learner,
            activity,
            asOfOptions.AsOf,
            asOfOptions.KnownAt,
            json,
        };
        command.SetAction(
            (result, cancellationToken) =>
                RunAsync(
                    result,
                    asOfOptions,
                    new EnrollmentKey(new ActivityId(result.GetValue(activity)!), new LearnerId(result.GetValue(learner)!)),
                    result.GetValue(json),
                    cancellationToken
                )
        );
        return command;
    }

    private static async Task RunAsync(
        ParseResult given,
        AsOfOptions asOfOptions,
        EnrollmentKey key,
        bool json,
        CancellationToken cancellationToken
    )
    {
        await using var database = await Database.OpenAsync(Settings.Read(RequiredServers.Database), cancellationToken);
        var asOf = await asOfOptions.ReadAsync(given, database, cancellationToken);
        await using var session = database.Store.QuerySession();
        var explanation = await Explanation.LoadAsync(session, key, asOf, database.Settings.Calendar, cancellationToken);
        if (json)
            Printer.WriteJson(explanation);
        else
            Print(explanation, AsOfOptions.Describe(asOf, database.Settings.Calendar.Zone), database.Settings.Calendar.Zone);
    }

    private static void Print(Explanation explanation, string when, TimeZoneInfo zone)
    {
        var standing = explanation.Period is { } period
            ? Format.Status(period.Status)
            : StyledText.Of(EnrollmentText.NotEnrolled, TextStyle.Red);
        Printer.WriteLine("");
        Printer.WriteLine($"[bold]{explanation.UserId}[/] in [bold]{explanation.ActivityId}[/] {when}: {standing}");
        foreach (var because in explanation.Because)
            Printer.WriteLine($"  {because}");
        foreach (var exemption in explanation.Exemptions)
            Printer.WriteLine($"  {DecisionText.InForce(exemption)}");
        if (explanation.Story.Count > 0)
        {
            Printer.WriteLine("");
            Printer.WriteLine("Recorded events:");
            HistoryList.Write(explanation.Story, zone, namesActivity: false);
        }

        Printer.WriteLine("");
        Printer.WriteLine(explanation.Rules.Count == 0 ? VerdictText.NoRule : "Rules for this activity:");
        foreach (var rule in explanation.Rules)
            Print(rule, zone);
    }

    private static void Print(RuleExplained rule, TimeZoneInfo zone)
    {
        var saved = Format.Sentence(RuleSaveText.Saved(rule.SavedAt, Format.Id(rule.SavedBy), zone));
        Printer.WriteLine("");
        Printer.WriteLine($"[bold]{rule.RuleId}[/] version {rule.Version}, {saved}: {VerdictText.Of(rule.Verdict)}");
        Printer.WriteLine($"  {rule.Asks}{(rule.Reason is { } reason ? StyledText.Of($" ({reason})") : StyledText.Empty)}");
        var table = new Table(Column.Text("condition"), Column.Fixed("result"), Column.Text("based on"));
        foreach (var condition in rule.Conditions)
            table.Add(condition.Asks, FormatResult(condition.IsMet), Format.Text(condition.Value));
        Printer.Write(table);
        if (rule.Note is { } note)
            Printer.WriteLine($"  {note}");
    }

    private static StyledText FormatResult(bool? isMet) =>
        StyledText.Of(
            RuleConditionText.Result(isMet),
            isMet switch
            {
                true => TextStyle.Green,
                false => TextStyle.Red,
                null => TextStyle.Yellow,
            }
        );
}
