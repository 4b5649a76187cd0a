using System.CommandLine;
using Enrollment.Cli.Operators;
using Enrollment.Cli.Output;
using Enrollment.Cli.Servers;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Rules;
using Enrollment.Worker.Queries;
using Enrollment.Worker.Rules;
using Enrollment.Worker.Rules.Preview;
using Marten;

namespace Enrollment.Cli.Ending;

/// <summary><c>enrollctl rule end ID --reason TEXT</c></summary>
internal static class RuleEndCommand
{
    public static Command Create()
    {
        var rule = new Argument<string>("ID") { CustomParser = Values.Id, Description = Ending.IdDescription };
        var yes = Ending.Yes();
        var json = new Option<bool>("--json") { Description = "Print what was recorded as JSON." };
        var command = new Command(
            "end",
            "Saves a rule's next version with the audience none, for an id that no message may name. "
                + "Example: enrollctl rule end \"safety\\u{20}\" --reason \"saved twice\""
        )
        {
            rule,
            Operator.Reason(required: true),
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
        await using var database = await Database.Open(Settings.Read(Uses.Database), cancellationToken);
        var stamp = await Ending.StampAsync(database, cancellationToken);
        var (night, current, saved) = await FindAsync(database, rule, stamp, cancellationToken);
        Phrase consequence =
            $"The night of {Words.Date(night.Date)} cancels what is scheduled and leaves what is open as it is, without a next period.";
        Ending.Announce(
            $"Version {saved.Rule.Version} of {rule} enrolls nobody from {Ending.At(stamp, database)} on. It has {Ending.Counted(current)}. {consequence} What another rule asks for goes on by that rule.",
            yes,
            json
        );
        await database.RecordAsync(
            saved,
            async session =>
            {
                // Something may have been saved while the question stood on the screen.
                if ((await FindAsync(session, rule, cancellationToken)).Version != saved.Rule.Version - 1)
                    throw new CommandFailed($"{rule} was saved again meanwhile; nothing was done. Run the command again.");
                Operator.Record(session, parsed);
            }
        );
        Ending.Report(
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

    private static async Task<(NextNight Night, IReadOnlyDictionary<PeriodStatus, long> Current, RuleSaved Saved)> FindAsync(
        Database database,
        string id,
        Domain.Learners.Stamp stamp,
        CancellationToken cancellationToken
    )
    {
        await using var session = database.Store.QuerySession();
        var rule = await FindAsync(session, id, cancellationToken);
        return (
            await NextNight.After(session, database.Settings.Calendar, database.Clock.GetUtcNow(), cancellationToken),
            await CurrentEnrollments.ByRuleAsync(session, id, cancellationToken),
            new RuleSaved(stamp, rule with { Version = rule.Version + 1, Audience = new Audience.None() }, Operator.Name)
        );
    }

    private static async Task<Rule> FindAsync(IQuerySession session, string id, CancellationToken cancellationToken)
    {
        var rule =
            (await session.LoadAsync<RuleDocument>(id, cancellationToken))?.Saved.Rule
            ?? throw new CommandFailed($"No rule with the id {id} is in the record; nothing was done. {Ending.HowToWriteIt}");
        if (rule.Audience is Audience.None)
            throw new CommandFailed($"{id} enrolls nobody already, by version {rule.Version}; nothing was done.");
        if (rule.Version == int.MaxValue)
            throw new CommandFailed($"{id} has the largest version there is, {rule.Version}, so there is no next one; nothing was done.");
        return rule;
    }
}
