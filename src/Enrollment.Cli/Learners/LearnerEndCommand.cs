using System.CommandLine;
using Enrollment.Cli.Errors;
using Enrollment.Cli.Nightly;
using Enrollment.Cli.Operators;
using Enrollment.Cli.Output.Formatting;
using Enrollment.Cli.Parsing;
using Enrollment.Cli.Servers;
using Enrollment.Domain;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Learners;
using Enrollment.Processing.Facts;
using Enrollment.Processing.Preview;
using Enrollment.Queries.Enrollments;
using Enrollment.Queries.Wording.Periods;
using Enrollment.Storage.Learners;
using Marten;

namespace Enrollment.Cli.Learners;

/// <summary><c>enrollctl learner end ID --reason TEXT</c></summary>
internal static class LearnerEndCommand
{
    public static Command Create()
    {
        var learner = new Argument<string>("ID") { CustomParser = OptionParsers.Id, Description = ManualFact.IdDescription };
        var yes = ManualFact.YesOption();
        var json = new Option<bool>("--json") { Description = "Print what was recorded as JSON." };
        var command = new Command(
            "end",
            "Records that a learner is inactive, as UserDeactivated does, for an id that no message may contain. "
                + "Example: enrollctl learner end \"u0042\\u{200B}\" --reason \"id of the old feed\""
        )
        {
            learner,
            OperatorLog.ReasonOption(required: true),
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
        await using var database = await Database.OpenAsync(Settings.Read(RequiredServers.Database), cancellationToken);
        var fact = new LearnerDeactivated(await ManualFact.CreateStampAsync(database, cancellationToken));
        var (night, current) = await FindAsync(database, learner, fact, cancellationToken);
        var at = ManualFact.FormatInstant(fact.Stamp, database);
        ManualFact.Confirm(
            Format.Sentence(EnrollmentText.BecomesInactive(Format.Id(learner.Value), at, night.Date, EnrollmentText.Counts(current))),
            yes,
            json
        );
        await database.RecordAsync(
            new LearnerFactReceived(learner, fact),
            async session =>
            {
                // Something may have been recorded while the question stood on the screen.
                await CheckAsync(session, database, learner, fact, cancellationToken);
                OperatorLog.Record(session, parsed);
            }
        );
        var (id, stamp) = (learner.Value, fact.Stamp);
        ManualFact.Report(
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

    private static async Task<(UpcomingRun Night, IReadOnlyDictionary<PeriodStatus, long> Current)> FindAsync(
        Database database,
        LearnerId id,
        LearnerDeactivated fact,
        CancellationToken cancellationToken
    )
    {
        await using var session = database.Store.QuerySession();
        await CheckAsync(session, database, id, fact, cancellationToken);
        return (
            await NextNight.FindAsync(session, database, database.Clock.GetUtcNow(), cancellationToken),
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
        var now = database.Clock.GetUtcNow();
        var learner =
            (await session.LoadAsync<LearnerDocument>(id.Value, cancellationToken))?.Learner.At(now)
            ?? throw new CommandFailedException($"No learner with the id {id} is in the record. Nothing was changed. {ManualFact.IdHint}");
        if (learner.ActiveState is { Value: false } away)
            throw new CommandFailedException(
                $"{id} has been inactive since {ManualFact.FormatInstant(away.At, database)}. Nothing was changed."
            );
        if (!learner.IsActive)
            throw new CommandFailedException(
                $"{id} was never created, so no rule matches and there is nothing to end. Nothing was changed."
            );
        if (learner.With(fact).IsActive)
            throw new CommandFailedException(
                $"A fact of {ManualFact.FormatInstant(learner.ActiveState!.At, database)}, which is in the future, states that {id} "
                    + $"is active. Nothing was changed."
            );
    }
}
