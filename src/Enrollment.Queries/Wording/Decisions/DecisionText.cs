using Enrollment.Domain.Enrollments;

namespace Enrollment.Queries.Wording.Decisions;

/// <summary>What people decided about learners: exemptions, extensions, orders of retraining. Who and why is part of each.</summary>
public static class DecisionText
{
    public const string NoExemption = "no exemption is in force";

    public const string NoRule = "no rule, because of an exemption";

    public static string DecidedBy(string decidedBy, string reason) => $"decided by {decidedBy}: {reason}";

    /// <summary>The days of an exemption.</summary>
    public static string Dates(ExemptionRecorded granted) =>
        granted.Until is { } last
            ? $"from {ValueText.Date(granted.From)} to {ValueText.Date(last)}"
            : $"from {ValueText.Date(granted.From)} on";

    public static string Of(ExemptionRecorded granted) =>
        $"exemption {granted.ExemptionId} {Dates(granted)}, {DecidedBy(granted.DecidedBy, granted.Reason)}";

    public static string InForce(ExemptionRecorded granted) => $"in force: {Of(granted)}";

    public static string Of(DueDateExtended extended) =>
        $"extended to {ValueText.Date(extended.Due)} at the earliest, {DecidedBy(extended.DecidedBy, extended.Reason)}";

    public static string Of(OrderCarriedOut order) => $"order of retraining {order.Id}, {DecidedBy(order.DecidedBy, order.Reason)}";
}
