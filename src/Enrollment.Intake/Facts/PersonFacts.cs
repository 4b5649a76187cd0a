using Enrollment.Contracts;
using Enrollment.Intake.Json;

namespace Enrollment.Intake.Facts;

/// <summary>
/// Reads facts about persons. A member that cannot be read has a default value. The fact is refused because of its problem.
/// </summary>
internal static class PersonFacts
{
    public static Fact Created(FactBodyReader body) =>
        new UserCreated
        {
            MessageId = body.MessageId,
            OccurredAt = body.OccurredAt,
            UserId = ReadUserId(body),
            DisplayName = body.Members.Nullable("displayName").Text(),
            Email = body.Members.Nullable("email").Text(),
            HiredOn = body.Members.Nullable("hiredOn").Date(),
            Active = body.Members.Nullable("active").Flag(),
            Groups = body.Members.Nullable("groups").Ids() ?? [],
            Origin = ReadOrigin(body),
            EffectiveOn = body.LaterDate(),
        };

    public static Fact Updated(FactBodyReader body) =>
        new UserUpdated
        {
            MessageId = body.MessageId,
            OccurredAt = body.OccurredAt,
            UserId = ReadUserId(body),
            DisplayName = Change(body, "displayName", member => member.Text()),
            Email = Change(body, "email", member => member.Text()),
            HiredOn = Change(body, "hiredOn", member => member.Date()),
        };

    public static Fact Deactivated(FactBodyReader body) =>
        new UserDeactivated
        {
            MessageId = body.MessageId,
            OccurredAt = body.OccurredAt,
            UserId = ReadUserId(body),
            EffectiveOn = body.LaterDate(),
        };

    public static Fact Reactivated(FactBodyReader body) =>
        new UserReactivated
        {
            MessageId = body.MessageId,
            OccurredAt = body.OccurredAt,
            UserId = ReadUserId(body),
            EffectiveOn = body.LaterDate(),
        };

    public static Fact MembershipChanged(FactBodyReader body)
    {
        var change = new GroupMembershipChanged
        {
            MessageId = body.MessageId,
            OccurredAt = body.OccurredAt,
            UserId = ReadUserId(body),
            Joined = body.Members.Optional("joined").Ids() ?? [],
            Left = body.Members.Optional("left").Ids() ?? [],
            Origin = ReadOrigin(body),
            EffectiveOn = body.LaterDate(),
        };
        RefuseGroupsInBoth(body, change);
        return change;
    }

    public static Fact Completed(FactBodyReader body)
    {
        var completedOn = body.Members.Required("completedOn").Date();
        // A publisher in another zone can be a day ahead (semantics 2).
        if (completedOn > body.BusinessDate?.AddDays(1))
            body.Members.Refuse(
                "completedOn",
                $"is {completedOn:yyyy-MM-dd}; expected no date after the day after {body.BusinessDate:yyyy-MM-dd}, "
                    + "the business date of occurredAt"
            );
        return new ActivityCompleted
        {
            MessageId = body.MessageId,
            OccurredAt = body.OccurredAt,
            UserId = ReadUserId(body),
            ActivityId = body.Members.Required("activityId").Id() ?? "",
            CompletedOn = completedOn.GetValueOrDefault(),
        };
    }

    private static void RefuseGroupsInBoth(FactBodyReader body, GroupMembershipChanged change)
    {
        var joined = change.Joined.ToHashSet(StringComparer.Ordinal);
        for (var place = 0; place < change.Left.Count; place++)
        {
            var group = change.Left[place];
            if (group.Length > 0 && joined.Contains(group))
                body.Members.Refuse(
                    "left",
                    place,
                    $"is {ProblemText.Quoted(group)}, which is in joined too; expected each group in one of the two"
                );
        }
    }

    private static Optional<T> Change<T>(FactBodyReader body, string name, Func<JsonMember, T> read) =>
        body.Members.Has(name) ? new Optional<T>(read(body.Members.Nullable(name))) : default;

    internal static string ReadUserId(FactBodyReader body) => body.Members.Required("userId").Id() ?? "";

    private static Origin ReadOrigin(FactBodyReader body) => body.Members.Required("origin").Word<Origin>().GetValueOrDefault();
}
