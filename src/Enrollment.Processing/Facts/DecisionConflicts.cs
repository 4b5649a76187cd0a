using Enrollment.Domain.Deciding;
using Enrollment.Domain.Enrollments;
using Enrollment.Processing.Conflicts;

namespace Enrollment.Processing.Facts;

/// <summary>Finds two decisions of one kind about one enrollment with the same message id.</summary>
internal static class DecisionConflicts
{
    /// <summary>Decisions conflict if they differ in anything that they say.</summary>
    public static Conflict? Find(EnrollmentState state, DecisionCommand command)
    {
        var (id, said) = (command.Context.Cause.MessageId!, ContentOf(command));
        var known = state
            .Facts.Where(fact => fact.Cause.MessageId == id)
            .Select(ContentOf)
            .OfType<Content>()
            .Where(content => content.Kind == said.Kind)
            .ToArray();
        if (known.Length == 0 || known.Contains(said))
            return null;
        var isRecorded = known[0].OccurredAt != said.OccurredAt && EnrollmentDecider.Decide(state, command).Count > 0;
        return Conflict.OfId(id, known[0].OccurredAt, said.OccurredAt, isRecorded);
    }

    private static Content? ContentOf(EnrollmentFact fact) =>
        fact switch
        {
            ExemptionRecorded { Revoked: true } it => new(
                typeof(RevokeExemption),
                it.OccurredAt,
                it.Reason,
                it.DecidedBy,
                it.ExemptionId.Value
            ),
            ExemptionRecorded it => new(
                typeof(GrantExemption),
                it.OccurredAt,
                it.Reason,
                it.DecidedBy,
                it.ExemptionId.Value,
                it.From,
                it.Until
            ),
            DueDateExtended it => new(typeof(ExtendDueDate), it.OccurredAt, it.Reason, it.DecidedBy, First: it.Due),
            CompletionRevoked { Of: null } it => new(
                typeof(RevokeCompletion),
                it.OccurredAt,
                it.Reason,
                it.DecidedBy,
                First: it.CompletedOn
            ),
            _ => null,
        };

    private static Content ContentOf(DecisionCommand command)
    {
        var said = new Content(command.GetType(), command.Context.OccurredAt, command.Context.Reason, command.Context.DecidedBy);
        return command switch
        {
            GrantExemption it => said with { ExemptionId = it.ExemptionId.Value, First = it.From, Last = it.Until },
            RevokeExemption it => said with { ExemptionId = it.ExemptionId.Value },
            ExtendDueDate it => said with { First = it.Due },
            RevokeCompletion it => said with { First = it.CompletedOn },
            _ => said,
        };
    }

    private sealed record Content(
        Type Kind,
        DateTimeOffset OccurredAt,
        string Reason,
        string DecidedBy,
        string? ExemptionId = null,
        DateOnly? First = null,
        DateOnly? Last = null
    );
}
