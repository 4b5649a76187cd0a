using Enrollment.Cli.Errors;
using Enrollment.Queries.Decisions;

namespace Enrollment.Cli.Sending;

/// <summary>A fact that was sent.</summary>
/// <param name="MessageId">Its message.</param>
/// <param name="OccurredAt">When it occurred.</param>
/// <param name="Outcome">What became of it; null for nothing yet.</param>
internal sealed record SentFact(string MessageId, DateTimeOffset OccurredAt, MessageOutcome? Outcome)
{
    public SendingResult Result =>
        Outcome switch
        {
            null => SendingResult.Pending,
            { Letter: not null } => SendingResult.Refused,
            _ => SendingResult.Recorded,
        };

    public int ExitCode =>
        Result switch
        {
            SendingResult.Recorded => 0,
            SendingResult.Refused => ExitCodes.Failed,
            _ => ExitCodes.Pending,
        };
}

/// <summary>What became of a fact that was sent.</summary>
internal enum SendingResult
{
    /// <summary>Events carry its message id.</summary>
    Recorded,

    /// <summary>It became a dead letter.</summary>
    Refused,

    /// <summary>Neither, yet.</summary>
    Pending,
}
