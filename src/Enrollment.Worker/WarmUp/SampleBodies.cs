using System.Text;
using Enrollment.Contracts;

namespace Enrollment.Worker.WarmUp;

/// <summary>A body of each type of fact.</summary>
internal static class SampleBodies
{
    public static IReadOnlyList<(Type Type, ReadOnlyMemory<byte> Body)> All { get; } =
    [
        Of<UserCreated>(""" "displayName":"","hiredOn":"2026-01-01","groups":["warm-up"] """),
        Of<UserUpdated>(""" "hiredOn":null """),
        Of<UserDeactivated>(""" "active":false """),
        Of<UserReactivated>(""" "active":true """),
        Of<GroupMembershipChanged>(""" "joined":["warm-up"],"origin":"userInterface" """),
        Of<ActivityCompleted>(""" "activityId":"warm-up","completedOn":"2026-01-01" """),
        Of<ExemptionGranted>(
            """ "activityId":"warm-up","exemptionId":"warm-up","until":"2026-02-01","reason":"-","decidedBy":"warm-up" """
        ),
        Of<ExemptionRevoked>(""" "activityId":"warm-up","exemptionId":"warm-up","reason":"-","decidedBy":"warm-up" """),
        Of<DueDateExtended>(""" "activityId":"warm-up","due":"2026-02-01","reason":"-","decidedBy":"warm-up" """),
        Of<CompletionRevoked>(""" "activityId":"warm-up","completedOn":"2026-01-01","reason":"-","decidedBy":"warm-up" """),
        Of<AutoEnrollmentRuleSaved>(
            """
            "ruleId":"warm-up","activityId":"warm-up","version":1,"requirement":"required","recurrence":{"kind":"oneTime"},
            "audience":{"kind":"groups","groupIds":["warm-up"]},"due":{"kind":"within","days":1}
            """
        ),
        Of<RetrainingOrdered>(
            """
            "orderId":"warm-up","activityId":"warm-up","audience":{"kind":"users","userIds":["warm-up"]},
            "due":{"kind":"within","days":1},"reason":"warm-up","decidedBy":"warm-up"
            """
        ),
    ];

    private static (Type Type, ReadOnlyMemory<byte> Body) Of<TFact>(string members) =>
        (
            typeof(TFact),
            Encoding.UTF8.GetBytes($$"""{"messageId":"warm-up","occurredAt":"2026-01-01T00:00:00Z","userId":"warm-up",{{members}}}""")
        );
}
