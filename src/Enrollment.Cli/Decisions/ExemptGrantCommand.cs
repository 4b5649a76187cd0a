using System.CommandLine;
using Enrollment.Cli.Errors;
using Enrollment.Cli.Operators;
using Enrollment.Cli.Parsing;
using Enrollment.Cli.Servers;
using Enrollment.Contracts;
using Enrollment.Domain.Learners;
using Enrollment.Queries.Wording.Decisions;
using Enrollment.Storage.Enrollments;

namespace Enrollment.Cli.Decisions;

/// <summary><c>enrollctl exempt grant LEARNER ACTIVITY --reason TEXT</c></summary>
internal static class ExemptGrantCommand
{
    private const int IdLength = 14;

    public static Command Create()
    {
        var options = new DecisionOptions();
        var from = new Option<DateOnly?>("--from")
        {
            CustomParser = OptionParsers.Date,
            Description = "The first day of the exemption, yyyy-MM-dd. The default is today.",
        };
        var until = new Option<DateOnly?>("--until")
        {
            CustomParser = OptionParsers.Date,
            Description = "The last day of the exemption, yyyy-MM-dd. The default is no end.",
        };
        var command = new Command(
            "grant",
            "Exempts a learner from an activity and prints the exemption's id. The current period ends as exempted. Example: "
                + "enrollctl exempt grant u0042 fire-safety --until 2026-08-31 --reason \"parental leave\""
        )
        {
            options.Learner,
            options.Activity,
            from,
            until,
            options.Reason,
            options.Json,
        };
        command.SetAction(
            (result, cancellationToken) => RunAsync(result, options, result.GetValue(from), result.GetValue(until), cancellationToken)
        );
        return command;
    }

    private static Task<int> RunAsync(
        ParseResult parsed,
        DecisionOptions options,
        DateOnly? from,
        DateOnly? until,
        CancellationToken cancellationToken
    )
    {
        if (until < from)
            throw new CommandFailedException(
                $"--until: '{until:yyyy-MM-dd}' is before --from, {from:yyyy-MM-dd}. Nothing was sent.",
                ExitCodes.Unusable
            );
        return DecisionRun.RunAsync(
            parsed,
            options,
            async (database, stamp) =>
            {
                var enrollment = await options.ReadAsync(parsed, database, cancellationToken);
                var granted = Grant(enrollment, stamp, parsed.GetValue(options.Reason)!) with { From = from, Until = until };
                var isToCome = from > database.Settings.Calendar.DateOf(stamp.OccurredAt);
                return new SentDecision(enrollment, granted)
                {
                    ExemptionId = granted.ExemptionId,
                    TakesEffect = isToCome ? OutcomeText.ComesIntoForce(from!.Value) : null,
                };
            },
            cancellationToken
        );
    }

    private static ExemptionGranted Grant(EnrollmentKey enrollment, Stamp stamp, string reason) =>
        new()
        {
            MessageId = stamp.MessageId,
            OccurredAt = stamp.OccurredAt,
            ExemptionId = $"x-{Guid.NewGuid():N}"[..IdLength],
            UserId = enrollment.Learner.Value,
            ActivityId = enrollment.Activity.Value,
            Reason = reason,
            DecidedBy = OperatorLog.UserName,
        };
}
