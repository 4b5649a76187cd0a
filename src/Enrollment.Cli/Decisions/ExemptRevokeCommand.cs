using System.CommandLine;
using Enrollment.Cli.Nightly;
using Enrollment.Cli.Operators;
using Enrollment.Cli.Parsing;
using Enrollment.Cli.Servers;
using Enrollment.Contracts;
using Enrollment.Domain.Learners;
using Enrollment.Queries.Wording.Decisions;

namespace Enrollment.Cli.Decisions;

/// <summary><c>enrollctl exempt revoke ID --reason TEXT</c></summary>
internal static class ExemptRevokeCommand
{
    public static Command Create()
    {
        var id = new Argument<string>("ID")
        {
            CustomParser = OptionParsers.Id,
            Description = "The exemption's id, as enrollctl exempt list prints it.",
        };
        var options = new DecisionOptions();
        var command = new Command(
            "revoke",
            "Ends an exemption. The next night evaluates the rules for the learner again. Example: "
                + "enrollctl exempt revoke x-3f2a9c41d07b --reason \"back earlier\""
        )
        {
            id,
            options.Reason,
            options.Json,
        };
        command.SetAction(
            (result, cancellationToken) =>
                DecisionRun.RunAsync(
                    result,
                    options,
                    (database, stamp) =>
                        RevokeAsync(database, stamp, result.GetValue(id)!, result.GetValue(options.Reason)!, cancellationToken),
                    cancellationToken
                )
        );
        return command;
    }

    private static async Task<SentDecision> RevokeAsync(
        Database database,
        Stamp stamp,
        string id,
        string reason,
        CancellationToken cancellationToken
    )
    {
        await using var session = database.Store.QuerySession();
        var enrollment = (await RevocableExemption.FindAsync(session, database, id, stamp, cancellationToken)).Enrollment;
        var night = await NextNight.FindAsync(session, database, stamp.OccurredAt, cancellationToken);
        var revoked = new ExemptionRevoked
        {
            MessageId = stamp.MessageId,
            OccurredAt = stamp.OccurredAt,
            ExemptionId = id,
            UserId = enrollment.Learner.Value,
            ActivityId = enrollment.Activity.Value,
            Reason = reason,
            DecidedBy = OperatorLog.UserName,
        };
        return new SentDecision(enrollment, revoked) { ExemptionId = id, TakesEffect = OutcomeText.EvaluatedAgain(night.Date) };
    }
}
