using Enrollment.Contracts;
using Enrollment.Intake.Json;

namespace Enrollment.Intake.Facts;

/// <summary>Decisions about one learner (semantics 10).</summary>
internal static class DecisionFacts
{
    public static Fact Granted(FactBodyReader body)
    {
        var (from, until) = (body.Members.Nullable("from").Date(), body.Members.Nullable("until").Date());
        if (until < (from ?? body.BusinessDate))
            body.Members.Refuse(
                "until",
                $"is {until:yyyy-MM-dd}; expected no date before {from ?? body.BusinessDate:yyyy-MM-dd}, the first day of the exemption"
            );
        return new ExemptionGranted
        {
            MessageId = body.MessageId,
            OccurredAt = body.OccurredAt,
            ExemptionId = Id(body, "exemptionId"),
            UserId = Id(body, "userId"),
            ActivityId = Id(body, "activityId"),
            From = from,
            Until = until,
            Reason = ReadReason(body),
            DecidedBy = Id(body, "decidedBy"),
        };
    }

    public static Fact Revoked(FactBodyReader body) =>
        new ExemptionRevoked
        {
            MessageId = body.MessageId,
            OccurredAt = body.OccurredAt,
            ExemptionId = Id(body, "exemptionId"),
            UserId = Id(body, "userId"),
            ActivityId = Id(body, "activityId"),
            Reason = ReadReason(body),
            DecidedBy = Id(body, "decidedBy"),
        };

    public static Fact Extended(FactBodyReader body) =>
        new DueDateExtended
        {
            MessageId = body.MessageId,
            OccurredAt = body.OccurredAt,
            UserId = Id(body, "userId"),
            ActivityId = Id(body, "activityId"),
            Due = body.Members.Required("due").Date().GetValueOrDefault(),
            Reason = ReadReason(body),
            DecidedBy = Id(body, "decidedBy"),
        };

    public static Fact CompletionRevoked(FactBodyReader body) =>
        new CompletionRevoked
        {
            MessageId = body.MessageId,
            OccurredAt = body.OccurredAt,
            UserId = Id(body, "userId"),
            ActivityId = Id(body, "activityId"),
            CompletedOn = body.Members.Required("completedOn").Date().GetValueOrDefault(),
            Reason = ReadReason(body),
            DecidedBy = Id(body, "decidedBy"),
        };

    internal static string Id(FactBodyReader body, string name) => body.Members.Required(name).Id() ?? "";

    /// <summary>A decision without a reason would tell an auditor nothing.</summary>
    internal static string ReadReason(FactBodyReader body)
    {
        var reason = body.Members.Required("reason").Text();
        if (reason is not null && string.IsNullOrWhiteSpace(reason))
            body.Members.Refuse("reason", "is empty; expected a reason");
        return reason ?? "";
    }
}
