using System.Text;
using Enrollment.Contracts;
using Enrollment.Worker.Intake;
using Enrollment.Worker.Messaging;
using JasperFx.Events;
using Marten;

namespace Enrollment.Worker.WarmUp;

/// <summary>Reads a body of each kind of fact, and the latest events of the store.</summary>
internal sealed class ParserRehearsal(IDocumentStore store, IntakeCheck parse, TimeProvider time, ILogger<ParserRehearsal> log)
{
    private const int Events = 50;

    private const string Person = """ "messageId":"warm-up","occurredAt":"2026-01-01T00:00:00Z","userId":"warm-up" """;

    private static readonly (Type Type, string Members)[] Bodies =
    [
        (typeof(UserCreated), """ "displayName":"","hiredOn":"2026-01-01","groups":["warm-up"] """),
        (typeof(UserUpdated), """ "hiredOn":null """),
        (typeof(UserDeactivated), """ "active":false """),
        (typeof(UserReactivated), """ "active":true """),
        (typeof(GroupMembershipChanged), """ "joined":["warm-up"],"origin":"userInterface" """),
        (typeof(ActivityCompleted), """ "activityId":"warm-up","completedOn":"2026-01-01" """),
        (typeof(AutoEnrollmentRuleSaved),
            """
            "ruleId":"warm-up","activityId":"warm-up","version":1,"requirement":"required","recurrence":{"kind":"oneTime"},
            "audience":{"kind":"groups","groupIds":["warm-up"]},"due":{"kind":"within","days":1}
            """),
    ];

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var (type, members) in Bodies)
            parse(Encoding.UTF8.GetBytes($"{{{Person},{members}}}"), transportMessageId: null, type, time.GetUtcNow());
        await ReadEventsAsync(cancellationToken);
    }

    // Data that is broken keeps nobody from working with the rest.
    private async Task ReadEventsAsync(CancellationToken cancellationToken)
    {
        await using var session = store.QuerySession();
        try
        {
            await session.Events.QueryAllRawEvents().OrderByDescending(recorded => recorded.Sequence).Take(Events).ToListAsync(cancellationToken);
        }
        catch (Exception unreadable) when (!Trouble.IsInterruption(unreadable))
        {
            log.LogWarning("One of the latest events cannot be read: {Trouble}", Trouble.Describe(unreadable));
        }
    }
}
