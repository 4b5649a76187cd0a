using System.CommandLine;
using Enrollment.Cli.Errors;
using Enrollment.Cli.Operators;
using Enrollment.Cli.Parsing;
using Enrollment.Cli.Servers;
using Enrollment.Domain;
using Enrollment.Queries.Decisions;
using Enrollment.Storage.Enrollments;

namespace Enrollment.Cli.Decisions;

/// <summary>What every command about one learner and activity takes.</summary>
internal sealed class DecisionOptions
{
    public Argument<string> Learner { get; } = new("LEARNER") { CustomParser = OptionParsers.Id, Description = "The learner's id." };

    public Argument<string> Activity { get; } = new("ACTIVITY") { CustomParser = OptionParsers.Id, Description = "The activity's id." };

    public Option<string?> Reason { get; } = OperatorLog.ReasonOption(required: true);

    public Option<bool> Json { get; } = new("--json") { Description = "Print what became of it as JSON." };

    /// <summary>The learner and the activity. An id that is not in the record is a typing error.</summary>
    public async Task<EnrollmentKey> ReadAsync(ParseResult given, Database database, CancellationToken cancellationToken)
    {
        var (learner, activity) = (given.GetValue(Learner)!, given.GetValue(Activity)!);
        await using var session = database.Store.QuerySession();
        if ((await KnownIds.FindUnknownLearnersAsync(session, [learner], cancellationToken)).Count > 0)
            throw new CommandFailedException($"No learner with the id {learner} is in the record. Nothing was sent. {ManualFact.IdHint}");
        if (!await KnownIds.HasActivityAsync(session, activity, cancellationToken))
            throw new CommandFailedException(
                $"No rule names the activity {activity}, and nobody has an enrollment in it. Nothing was sent. {ManualFact.IdHint}"
            );
        return new EnrollmentKey(new ActivityId(activity), new LearnerId(learner));
    }
}
