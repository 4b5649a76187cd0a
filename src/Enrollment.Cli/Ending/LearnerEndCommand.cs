using System.CommandLine;
using Enrollment.Cli.Operators;
using Enrollment.Cli.Output;
using Enrollment.Cli.Servers;
using Enrollment.Domain;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Learners;
using Enrollment.Worker.Learners;
using Enrollment.Worker.Queries;
using Enrollment.Worker.Recording;
using Enrollment.Worker.Rules.Preview;
using Marten;

namespace Enrollment.Cli.Ending;

/// <summary><c>enrollctl learner end ID --reason TEXT</c></summary>
internal static class LearnerEndCommand
{
    public static Command Create()
    {
        var learner = new Argument<string>("ID") { CustomParser = Values.Id, Description = Ending.IdDescription };
        var yes = Ending.Yes();
        var json = new Option<bool>("--json") { Description = "Print what was recorded as JSON." };
        var command = new Command(
            "end",
            "Records that a learner is away, as UserDeactivated does, for an id that no message may name. "
                + "Example: enrollctl learner end \"u0042\\u{200B}\" --reason \"id of the old feed\""
        )
        {
            learner,
            Operator.Reason(required: true),
            yes,
            json,
        };
        command.SetAction(
            (result, cancellationToken) =>
                RunAsync(result, new LearnerId(result.GetValue(learner)!), result.GetValue(yes), result.GetValue(json), cancellationToken)
        );
        return command;
    }

    private static async Task RunAsync(ParseResult parsed, LearnerId learner, bool yes, bool json, CancellationToken cancellationToken)
    {
        await using var database = await Database.Open(Settings.Read(Uses.Database), cancellationToken);
        var fact = new LearnerDeactivated(await Ending.StampAsync(database, cancellationToken));
        var (night, current) = await FindAsync(database, learner, fact, cancellationToken);
        Phrase consequence =
            $"The night of {Words.Date(night.Date)} pauses {Ending.Counted(current)}: nothing opens, becomes overdue or is taken over while paused.";
        Ending.Announce($"{learner} is inactive from {Ending.At(fact.Stamp, database)} on. {consequence}", yes, json);
        await database.RecordAsync(
            new PersonFact.Told(learner, fact),
            async session =>
            {
                // Something may have been recorded while the question stood on the screen.
                await CheckAsync(session, database, learner, fact, cancellationToken);
                Operator.Record(session, parsed);
            }
        );
        var (id, stamp) = (learner.Value, fact.Stamp);
        Ending.Report(
            new
            {
                LearnerId = id,
                stamp.MessageId,
                stamp.OccurredAt,
                NextNight = night.Date,
                Current = current,
            },
            stamp,
            json
        );
    }

    private static async Task<(NextNight Night, IReadOnlyDictionary<PeriodStatus, long> Current)> FindAsync(
        Database database,
        LearnerId id,
        LearnerDeactivated fact,
        CancellationToken cancellationToken
    )
    {
        await using var session = database.Store.QuerySession();
        await CheckAsync(session, database, id, fact, cancellationToken);
        return (
            await NextNight.After(session, database.Settings.Calendar, database.Clock.GetUtcNow(), cancellationToken),
            await CurrentEnrollments.OfLearnerAsync(session, id.Value, cancellationToken)
        );
    }

    private static async Task CheckAsync(
        IQuerySession session,
        Database database,
        LearnerId id,
        LearnerDeactivated fact,
        CancellationToken cancellationToken
    )
    {
        var learner =
            (await session.LoadAsync<LearnerDocument>(id.Value, cancellationToken))?.Learner
            ?? throw new CommandFailed($"No learner with the id {id} is in the record; nothing was done. {Ending.HowToWriteIt}");
        if (learner.ActiveState is { Value: false } away)
            throw new CommandFailed($"{id} is inactive already, since {Ending.At(away.At, database)}; nothing was done.");
        if (!learner.IsActive)
            throw new CommandFailed($"{id} was never created, so no rule matches and there is nothing to end; nothing was done.");
        if (learner.With(fact).IsActive)
            throw new CommandFailed(
                $"A fact of {Ending.At(learner.ActiveState!.At, database)}, which is later than now, says that {id} is active; nothing was done."
            );
    }
}
