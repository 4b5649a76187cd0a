using System.CommandLine;
using Enrollment.Cli.Operators;
using Enrollment.Cli.Parsing;
using Enrollment.Contracts;

namespace Enrollment.Cli.Decisions;

/// <summary><c>enrollctl extend LEARNER ACTIVITY DATE --reason TEXT</c></summary>
internal static class ExtendCommand
{
    public static Command Create()
    {
        var options = new DecisionOptions();
        var date = new Argument<DateOnly?>("DATE")
        {
            CustomParser = OptionParsers.Date,
            Description = "The earliest date on which the current period can be due, yyyy-MM-dd.",
            Arity = ArgumentArity.ExactlyOne,
        };
        var command = new Command(
            "extend",
            "Extends the due date of a learner's current period. It is due no earlier than DATE. Example: "
                + "enrollctl extend u0042 fire-safety 2026-06-30 --reason \"illness\""
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

    private static Task<int> RunAsync(ParseResult parsed, DecisionOptions options, DateOnly due, CancellationToken cancellationToken) =>
        DecisionRun.RunAsync(
            parsed,
            options,
            async (database, stamp) =>
            {
                var enrollment = await options.ReadAsync(parsed, database, cancellationToken);
                var extended = new DueDateExtended
                {
                    MessageId = stamp.MessageId,
                    OccurredAt = stamp.OccurredAt,
                    UserId = enrollment.Learner.Value,
                    ActivityId = enrollment.Activity.Value,
                    Due = due,
                    Reason = parsed.GetValue(options.Reason)!,
                    DecidedBy = OperatorLog.UserName,
                };
                return new SentDecision(enrollment, extended);
            },
            cancellationToken
        );
}
