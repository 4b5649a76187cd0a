using Marten;

namespace Enrollment.Queries.Decisions;

/// <summary>An exemption that is in force or to come.</summary>
/// <param name="ExemptionId">Its id.</param>
/// <param name="UserId">The learner.</param>
/// <param name="ActivityId">The activity.</param>
/// <param name="From">The first day.</param>
/// <param name="Until">The last day; null for no end.</param>
/// <param name="IsInForce">False while it is to come.</param>
/// <param name="DecidedBy">Who decided.</param>
/// <param name="Reason">Why.</param>
public sealed record ExemptionView(
    string ExemptionId,
    string UserId,
    string ActivityId,
    DateOnly From,
    DateOnly? Until,
    bool IsInForce,
    string DecidedBy,
    string Reason
)
{
    /// <summary>Ordered by activity, learner and first day.</summary>
    /// <param name="session">Reads them.</param>
    /// <param name="activity">Only exemptions from this activity; null for all.</param>
    /// <param name="today">The business date.</param>
    /// <param name="endingBy">Only exemptions whose last day is this date or before; null for all.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public static async Task<IReadOnlyList<ExemptionView>> GetAsync(
        IQuerySession session,
        string? activity,
        DateOnly today,
        DateOnly? endingBy,
        CancellationToken cancellationToken
    ) =>
        [
            .. from exemption in await RecordedExemption.GetAsync(session, activity, cancellationToken)
            let fact = exemption.Fact
            where !fact.Revoked && !(fact.Until < today) && (endingBy is null || fact.Until <= endingBy)
            select new ExemptionView(
                fact.ExemptionId.Value,
                exemption.Enrollment.Learner.Value,
                exemption.Enrollment.Activity.Value,
                fact.From,
                fact.Until,
                fact.From <= today,
                fact.DecidedBy,
                fact.Reason
            ),
        ];
}
