using System.CommandLine;
using Enrollment.Cli.Errors;
using Enrollment.Cli.Operators;
using Enrollment.Cli.Output.Formatting;
using Enrollment.Cli.Parsing;
using Enrollment.Cli.Servers;
using Enrollment.Domain.Enrollments;
using Enrollment.Storage.Enrollments;

namespace Enrollment.Cli.Decisions;

/// <summary><c>enrollctl completion revoke LEARNER ACTIVITY DATE --reason TEXT</c></summary>
internal static class CompletionRevokeCommand
{
    public static Command Create()
    {
        var options = new DecisionOptions();
        var date = new Argument<DateOnly?>("DATE")
        {
            CustomParser = OptionParsers.Date,
            Description = "The date of the completion, yyyy-MM-dd, as it was sent or as enrollctl history shows it.",
            Arity = ArgumentArity.ExactlyOne,
        };
        var command = new Command(
            "revoke",
            "Takes the completions of a date back, as if they had never come. Example: "
                + "enrollctl completion revoke u0042 fire-safety 2026-05-04 --reason \"entered by mistake\""
        )
        {
            options.Learner,
            options.Activity,
            date,
            options.Reason,
            options.Json,
        };
        command.SetAction(
            (result, cancellationToken) => RunAsync(result, options, result.GetValue(date).GetValueOrDefault(), cancellationToken)
        );
        return command;
    }

    private static Task<int> RunAsync(
        ParseResult parsed,
        DecisionOptions options,
        DateOnly completedOn,
        CancellationToken cancellationToken
    ) =>
        DecisionRun.RunAsync(
            parsed,
            options,
            async (database, stamp) =>
            {
                var enrollment = await options.ReadAsync(parsed, database, cancellationToken);
                await CheckAsync(database, enrollment, completedOn, cancellationToken);
                var revoked = new Contracts.CompletionRevoked
                {
                    MessageId = stamp.MessageId,
                    OccurredAt = stamp.OccurredAt,
                    UserId = enrollment.Learner.Value,
                    ActivityId = enrollment.Activity.Value,
                    CompletedOn = completedOn,
                    Reason = parsed.GetValue(options.Reason)!,
                    DecidedBy = OperatorLog.UserName,
                };
                return new SentDecision(enrollment, revoked);
            },
            cancellationToken
        );

    /// <summary>
    /// A date without a completion is a typing error. A completion that counts because of <c>alsoCompletedBy</c> is revoked for the
    /// activity that was completed.
    /// </summary>
    private static async Task CheckAsync(
        Database database,
        EnrollmentKey enrollment,
        DateOnly completedOn,
        CancellationToken cancellationToken
    )
    {
        await using var session = database.Store.LightweightSession();
        var facts = (await session.LoadEnrollmentAsync(enrollment, cancellationToken)).State.Facts;
        var completions = facts.OfType<CompletionRecorded>().Where(completion => completion.Of is null).ToArray();
        if (completions.Any(completion => completion.CompletedOn == completedOn || completion.SentFor == completedOn))
            return;
        var dates = completions.Select(completion => completion.CompletedOn).Distinct().Order().Select(day => Format.Date(day)).ToArray();
        var recorded = dates.Length == 0 ? "None is recorded" : $"Recorded are those of {string.Join(", ", dates)}";
        throw new CommandFailedException(
            $"No completion of {Format.Date(completedOn)} by {enrollment.Learner} in {enrollment.Activity} is recorded. "
                + $"{recorded}. Nothing was sent."
        );
    }
}
