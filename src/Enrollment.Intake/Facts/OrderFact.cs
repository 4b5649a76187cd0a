using Enrollment.Contracts;
using Enrollment.Intake.Json;

namespace Enrollment.Intake.Facts;

/// <summary>An order of retraining (semantics 12).</summary>
internal static class OrderFact
{
    private const int MostUsers = 1_000;

    private static readonly AllowedValues AudienceKinds = new("entireCompany", "groups", "users");

    public static Fact Ordered(FactBodyReader body) =>
        new RetrainingOrdered
        {
            MessageId = body.MessageId,
            OccurredAt = body.OccurredAt,
            OrderId = DecisionFacts.Id(body, "orderId"),
            ActivityId = DecisionFacts.Id(body, "activityId"),
            Audience = ReadAudience(body.Members.Required("audience").Object())!,
            Due = ReadDue(body.Members)!,
            Reason = DecisionFacts.ReadReason(body),
            DecidedBy = DecisionFacts.Id(body, "decidedBy"),
        };

    private static OrderAudience? ReadAudience(JsonObjectReader? audience) =>
        audience?.Required("kind").OneOf(AudienceKinds) switch
        {
            "entireCompany" => new OrderAudience.EntireCompany(),
            "groups" => new OrderAudience.Groups(Ids(audience, "groupIds", int.MaxValue)),
            "users" => new OrderAudience.Users(Ids(audience, "userIds", MostUsers)),
            _ => null,
        };

    private static IReadOnlyList<string> Ids(JsonObjectReader audience, string name, int most)
    {
        if (audience.Required(name).Ids() is not { } ids)
            return [];
        if (ids.Count == 0)
            audience.Refuse(name, "is empty; expected one or more ids");
        if (ids.Count > most)
            audience.Refuse(name, $"has {ids.Count} ids; expected at most {most}");
        return ids;
    }

    private static Due? ReadDue(JsonObjectReader order)
    {
        order.Required("due");
        var due = RuleFact.ReadDue(order, "due", unreadable: new Due.Within(0));
        if (due is Due.EachYearOn)
            order.Member("due").Refuse("kind", "is eachYearOn; expected within or on");
        if (due is Due.Within { Days: < 0 or > RuleProblems.MostDays } within)
            order.Member("due").Refuse("days", RuleProblems.DaysExpected(within.Days));
        if (due is Due.Within { From: DueFrom.HireDate })
            order.Member("due").Refuse("from", "is hireDate; an order is due within days from the run that carries it out");
        return due;
    }
}
