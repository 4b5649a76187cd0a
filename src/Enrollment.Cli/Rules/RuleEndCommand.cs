using System.CommandLine;
using Enrollment.Cli.Errors;
using Enrollment.Cli.Nightly;
using Enrollment.Cli.Operators;
using Enrollment.Cli.Output.Formatting;
using Enrollment.Cli.Parsing;
using Enrollment.Cli.Servers;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Rules;
using Enrollment.Processing.Preview;
using Enrollment.Queries.Enrollments;
using Enrollment.Queries.Wording.Periods;
using Enrollment.Queries.Wording.Rules;
using Enrollment.Storage.Rules;
using Marten;

namespace Enrollment.Cli.Rules;

/// <summary><c>enrollctl rule end ID --reason TEXT</c></summary>
internal static class RuleEndCommand
{
    public static Command Create()
    {
        var rule = new Argument<string>("ID") { CustomParser = OptionParsers.Id, Description = ManualFact.IdDescription };
        var yes = ManualFact.YesOption();
        var json = new Option<bool>("--json") { Description = "Print what was recorded as JSON." };
        var command = new Command(
            "end",
            "Saves the next version of a rule with the audience none, for an id that no message may contain. "
                + "Example: enrollctl rule end \"safety\\u{20}\" --reason \"saved twice\""
        )
        {
            rule,
            OperatorLog.ReasonOption(required: true),
            yes,
            json,
        };
        command.SetAction(
            (result, cancellationToken) =>
                RunAsync(result, result.GetValue(rule)!, result.GetValue(yes), result.GetValue(json), cancellationToken)
        );
        return command;
    }

    private static async Task RunAsync(ParseResult parsed, string rule, bool yes, bool json, CancellationToken cancellationToken)
    {
        await using var database = await Database.OpenAsync(Settings.Read(RequiredServers.Database), cancellationToken);
        var stamp = await ManualFact.CreateStampAsync(database, cancellationToken);
        var (night, current, saved) = await FindAsync(database, rule, stamp, cancellationToken);
        ManualFact.Confirm(
            Format.Sentence(
                RulePreviewText.Ended(
                    Format.Id(rule),
                    saved.Rule.Version,
                    ManualFact.FormatInstant(stamp, database),
                    night.Date,
                    EnrollmentText.Counts(current),
                    saved.Rule.WithdrawsWhenOver
                )
            ),
            yes,
            json
        );
        await database.RecordAsync(
            saved,
            async session =>
            {
                // Something may have been saved while the question stood on the screen.
                if ((await FindAsync(session, rule, cancellationToken)).Version != saved.Rule.Version - 1)
                    throw new CommandFailedException(
                        $"{rule} was saved again in the meantime. Nothing was changed. Run the command again."
                    );
                OperatorLog.Record(session, parsed);
            }
        );
        ManualFact.Report(
            new
            {
                RuleId = rule,
                saved.Rule.Version,
                stamp.MessageId,
                stamp.OccurredAt,
                NextNight = night.Date,
                Current = current,
            },
            stamp,
            json
        );
    }

    private static async Task<(UpcomingRun Night, IReadOnlyDictionary<PeriodStatus, long> Current, RuleSaved Saved)> FindAsync(
        Database database,
        string id,
        Domain.Learners.Stamp stamp,
        CancellationToken cancellationToken
    )
    {
        await using var session = database.Store.QuerySession();
        var rule = await FindAsync(session, id, cancellationToken);
        return (
            await NextNight.FindAsync(session, database, database.Clock.GetUtcNow(), cancellationToken),
            await CurrentEnrollments.ByRuleAsync(session, id, cancellationToken),
            new RuleSaved(stamp, rule with { Version = rule.Version + 1, Audience = new Audience.None() }, OperatorLog.UserName)
        );
    }

    private static async Task<Rule> FindAsync(IQuerySession session, string id, CancellationToken cancellationToken)
    {
        var rule =
            (await session.LoadAsync<RuleDocument>(id, cancellationToken))?.Saved.Rule
            ?? throw new CommandFailedException($"No rule with the id {id} is in the record. Nothing was changed. {ManualFact.IdHint}");
        if (rule.Audience is Audience.None)
            throw new CommandFailedException($"{id} already enrolls nobody since version {rule.Version}. Nothing was changed.");
        if (rule.Version == int.MaxValue)
            throw new CommandFailedException(
                $"{id} has the largest possible version, {rule.Version}, so there is no next one. Nothing was changed."
            );
        return rule;
    }
}
