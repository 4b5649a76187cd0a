using Enrollment.Domain;
using Enrollment.Domain.Deciding;
using Enrollment.Domain.Learners;
using Enrollment.Domain.Rules;

namespace Enrollment.Storage.Orders;

/// <summary>
/// Retraining was ordered; the only event of <c>order/{id}</c>, because an order is carried out as first handled (semantics 12).
/// </summary>
/// <param name="Stamp">When it was ordered, and the message.</param>
/// <param name="OrderId">The order.</param>
/// <param name="ActivityId">The activity.</param>
/// <param name="Audience">The learners.</param>
/// <param name="Due">Within days of the run that carries it out, or on a date.</param>
/// <param name="Reason">Why.</param>
/// <param name="DecidedBy">Who decided.</param>
public sealed record OrderRecorded(
    Stamp Stamp,
    OrderId OrderId,
    ActivityId ActivityId,
    RecordedAudience Audience,
    Due Due,
    string Reason,
    string DecidedBy
)
{
    public static OrderRecorded Of(RetrainingOrder order, DateTimeOffset occurredAt) =>
        new(
            new Stamp(occurredAt, order.MessageId),
            order.Id,
            order.ActivityId,
            RecordedAudience.Of(order.Audience),
            order.Due,
            order.Reason,
            order.DecidedBy
        );

    public RetrainingOrder ToOrder() => new(OrderId, ActivityId, Audience.ToAudience(), Due, Reason, DecidedBy, Stamp.MessageId);

    /// <summary>Whether the other message says the same, whenever and with whichever id it was sent.</summary>
    public bool SaysTheSameAs(OrderRecorded other) => this with { Stamp = other.Stamp } == other;
}

/// <summary>The learners whom an order concerns: the entire company where both are null. The ids are in ordinal order.</summary>
/// <param name="GroupIds">Members of at least one of these groups.</param>
/// <param name="UserIds">These learners.</param>
public sealed record RecordedAudience(ValueList<GroupId>? GroupIds, ValueList<LearnerId>? UserIds)
{
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsEntireCompany => GroupIds is null && UserIds is null;

    internal static RecordedAudience Of(OrderAudience audience) =>
        audience switch
        {
            OrderAudience.Groups groups => new([.. Sorted(groups.Ids)], null),
            OrderAudience.Learners learners => new(null, [.. Sorted(learners.Ids)]),
            _ => new(null, null),
        };

    internal OrderAudience ToAudience() =>
        UserIds is { } users ? new OrderAudience.Learners(users.ToHashSet())
        : GroupIds is { } groups ? new OrderAudience.Groups(groups)
        : new OrderAudience.EntireCompany();

    private static IEnumerable<T> Sorted<T>(IEnumerable<T> ids)
        where T : struct, IId<T> => ids.Distinct().OrderBy(id => id.Value, StringComparer.Ordinal);
}
