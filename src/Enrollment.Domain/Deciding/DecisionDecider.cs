using Enrollment.Domain.Enrollments;

namespace Enrollment.Domain.Deciding;

/// <summary>Exemptions and extensions (semantics 10).</summary>
internal static class DecisionDecider
{
    public static IReadOnlyList<EnrollmentEvent> Grant(EnrollmentState state, GrantExemption command) =>
        Record(
            state,
            new ExemptionRecorded
            {
                Cause = command.Context.Cause,
                ExemptionId = command.ExemptionId,
                OccurredAt = command.Context.OccurredAt,
                From = command.From,
                Until = command.Until,
                Reason = command.Context.Reason,
                DecidedBy = command.Context.DecidedBy,
            },
            command.Context
        );

    public static IReadOnlyList<EnrollmentEvent> Revoke(EnrollmentState state, RevokeExemption command) =>
        Record(
            state,
            new ExemptionRecorded
            {
                Cause = command.Context.Cause,
                ExemptionId = command.ExemptionId,
                OccurredAt = command.Context.OccurredAt,
                Revoked = true,
                Reason = command.Context.Reason,
                DecidedBy = command.Context.DecidedBy,
            },
            command.Context
        );

    public static IReadOnlyList<EnrollmentEvent> Extend(EnrollmentState state, ExtendDueDate command)
    {
        var context = command.Context;
        if (state.Facts.Exists(fact => fact is DueDateExtended && fact.Cause == context.Cause))
            return [];
        var step = new DueDateExtended
        {
            Cause = context.Cause,
            On = context.HandledOn,
            RolledOverTo = context.PassedTo,
            Due = command.Due,
            OccurredAt = context.OccurredAt,
            Reason = context.Reason,
            DecidedBy = context.DecidedBy,
        };
        return [step, .. TimelineDiff.Between(state, state.Replay.With(step), context.PassedTo, context.Cause, context.HandledOn)];
    }

    /// <summary>Records the exemption. Where one comes into force by that, the current period ends at once.</summary>
    private static IReadOnlyList<EnrollmentEvent> Record(EnrollmentState state, ExemptionRecorded fact, DecisionContext context)
    {
        if (!fact.Stamp.Supersedes(state.Exemptions.GetValueOrDefault(fact.ExemptionId)?.Stamp))
            return [];
        var after = state.Apply(fact);
        return state.LastJudged is { Exempt: false } last && after.IsExempt(context.HandledOn)
            ? [fact, .. ComeIntoForce(after, last, context)]
            : [fact];
    }

    private static IEnumerable<EnrollmentEvent> ComeIntoForce(EnrollmentState state, SourcesJudged last, DecisionContext context)
    {
        var step = last with
        {
            Cause = context.Cause,
            On = context.HandledOn,
            EligibleFrom = context.HandledOn,
            InRun = false,
            Instant = context.HandledAt,
            RolledOverTo = context.PassedTo,
            Matches = [],
            Exempt = true,
            HiredOn = null,
            Orders = null,
        };
        return [step, .. TimelineDiff.Between(state, state.Replay.With(step), context.PassedTo, context.Cause, context.HandledOn)];
    }
}
