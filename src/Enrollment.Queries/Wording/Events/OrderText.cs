using Enrollment.Domain.Rules;
using Enrollment.Storage.Orders;

namespace Enrollment.Queries.Wording.Events;

/// <summary>Whom an order of retraining concerns, and when it is due.</summary>
public static class OrderText
{
    public static string Audience(RecordedAudience audience) =>
        audience switch
        {
            { UserIds: { } users } => ValueText.Count(users.Count, "learner"),
            { GroupIds: { } groups } => $"members of {ValueText.List(groups)}",
            _ => "the entire company",
        };

    public static string Due(Due due) =>
        due switch
        {
            Domain.Rules.Due.Within within => $"{ValueText.Count(within.Days, "day")} after the night that carries it out",
            Domain.Rules.Due.On on => $"on {ValueText.Date(on.Date)}",
            _ => throw new ArgumentOutOfRangeException(nameof(due), due.GetType().Name, "An order is due within days or on a date."),
        };
}
