using System.Text.Json;
using Enrollment.Operations.Broker;
using Enrollment.Queries.Conditions;
using Enrollment.Queries.Wording.Conditions;
using Enrollment.Storage;

namespace Enrollment.Operations.Conditions;

/// <summary>
/// The broker forwards messages that expired in a queue or were delivered too often. Only its management interface shows whether it does:
/// where none is configured, no problem is found.
/// </summary>
internal sealed class DeadLetteringCondition(EnrollmentOptions options) : ICondition
{
    private const string Waiting = "messages_dlx";

    private readonly BrokerManagement _management = new(options);

    public string Name => "dead-lettering";

    public ConditionLevel Level => ConditionLevel.Degraded;

    public async Task<ConditionProblem?> FindProblemAsync(CancellationToken cancellationToken)
    {
        if (!_management.IsConfigured)
            return null;
        try
        {
            var queues = await _management.GetAsync("queues", $"name,{Waiting}", cancellationToken);
            return Describe(BrokerManagement.Read("queues", () => WaitingIn(queues)));
        }
        catch (Exception trouble) when (BrokerManagement.IsUnanswered(trouble) && !cancellationToken.IsCancellationRequested)
        {
            return new ConditionProblem(BrokerText.DeadLetteringUnknown(trouble.Message), IsWarning: true);
        }
    }

    private static (string Name, long Count)[] WaitingIn(JsonElement queues) =>
        [.. queues.EnumerateArray().Select(Figure).Where(queue => queue.Count > 0)];

    private static ConditionProblem? Describe((string Name, long Count)[] waiting) =>
        waiting.Length == 0 ? null : new ConditionProblem(BrokerText.DeadLetteringStalled(waiting, Queues.Undeliverable));

    // Queues of other types, and new ones, have no such figure.
    private static (string Name, long Count) Figure(JsonElement queue) =>
        (
            queue.GetProperty("name").GetString()!,
            queue.TryGetProperty(Waiting, out var count) && count.TryGetInt64(out var number) ? number : 0
        );
}
