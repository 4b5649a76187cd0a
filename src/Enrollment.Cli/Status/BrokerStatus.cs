using System.Text;
using System.Text.Json;
using Enrollment.Cli.Errors;
using Enrollment.Cli.Servers;
using Enrollment.Intake.Facts;
using Enrollment.Operations.Broker;
using Enrollment.Operations.Conditions;
using Enrollment.Processing.Nights;
using Enrollment.Queries.Wording.Conditions;
using Enrollment.Storage;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using QueueNames = Enrollment.Operations.Broker.Queues;

namespace Enrollment.Cli.Status;

/// <summary>The state of the broker and of the worker's queues.</summary>
/// <param name="Version">The broker's version; null if it does not answer.</param>
/// <param name="Trouble">The problem; null if there is none.</param>
/// <param name="Queues">The worker's queues.</param>
/// <param name="Parked">The number of dead letters that could not be stored. No consumer reads them.</param>
internal sealed record BrokerStatus(string? Version, string? Trouble, IReadOnlyList<QueueStatus> Queues, long Parked)
{
    private const string UnackedMember = "messages_unacknowledged";

    private static readonly string[] Expected =
    [
        .. FactParser
            .FactTypes.Order()
            .Select(type => QueueNames.Of(typeof(Contracts.Fact).Assembly.GetType($"Enrollment.Contracts.{type}")!)),
        QueueNames.NightlyCycle,
        QueueNames.NightlySegments,
        QueueNames.Rejected,
        QueueNames.Failed,
        QueueNames.Undeliverable,
    ];

    /// <summary>The problems of the worker's queues: missing consumers, missing queues, and parked messages.</summary>
    public IEnumerable<string> Problems()
    {
        var without = Queues.Where(queue => queue is { Exists: true, Consumers: 0 }).Select(queue => queue.Name).ToArray();
        if (without.Length > 0)
            yield return ConditionText.Line("consumers", BrokerText.NoConsumer(without));
        var missing = Queues.Count(queue => !queue.Exists);
        if (missing > 0)
            yield return ConditionText.Line("consumers", BrokerText.NotDeclared(missing));
        if (ParkedDeadLetters.Describe(Parked) is { } parked)
            yield return ConditionText.Line(ParkedDeadLetters.ConditionName, parked.Sentence);
    }

    public static async Task<BrokerStatus> GetAsync(EnrollmentOptions options, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await Broker.ConnectAsync(options, cancellationToken);
            var version = connection.ServerProperties?["version"] is byte[] text ? Encoding.UTF8.GetString(text) : "unknown version";
            var parked = await InspectAsync(connection, QueueNames.Parked, cancellationToken);
            var state = new BrokerStatus(version, null, await InspectAsync(connection, cancellationToken), parked.Ready);
            // The management interface knows more, but its figures lag by seconds.
            return string.IsNullOrEmpty(options.RabbitMqManagement)
                ? state
                : await AddManagementDataAsync(state, options, cancellationToken);
        }
        catch (Exception unreachable) when (unreachable is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            return new BrokerStatus(null, ErrorReport.Describe(unreachable).ToString(), [], Parked: 0);
        }
    }

    private static async Task<IReadOnlyList<QueueStatus>> InspectAsync(IConnection connection, CancellationToken cancellationToken)
    {
        var queues = new List<QueueStatus>();
        foreach (var name in Expected)
            queues.Add(await InspectAsync(connection, name, cancellationToken));
        return queues;
    }

    private static async Task<QueueStatus> InspectAsync(IConnection connection, string name, CancellationToken cancellationToken)
    {
        try
        {
            await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
            var queue = await channel.QueueDeclarePassiveAsync(name, cancellationToken);
            return new QueueStatus(name, true, queue.MessageCount, null, queue.ConsumerCount);
        }
        catch (OperationInterruptedException)
        {
            return new QueueStatus(name, false, 0, null, 0);
        }
    }

    private static async Task<BrokerStatus> AddManagementDataAsync(
        BrokerStatus state,
        EnrollmentOptions options,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return state with { Queues = await AddUnackedAsync(state.Queues, options, cancellationToken) };
        }
        catch (Exception strange) when (!cancellationToken.IsCancellationRequested)
        {
            return state with { Trouble = BrokerText.ManagementStrange(strange.Message) };
        }
    }

    private static async Task<IReadOnlyList<QueueStatus>> AddUnackedAsync(
        IReadOnlyList<QueueStatus> queues,
        EnrollmentOptions options,
        CancellationToken cancellationToken
    )
    {
        var answer = await new BrokerManagement(options).GetAsync("queues", $"name,{UnackedMember}", cancellationToken);
        var unacked = BrokerManagement.Read(
            "queues",
            () => answer.EnumerateArray().ToDictionary(queue => queue.GetProperty("name").GetString()!, Unacked)
        );
        return [.. queues.Select(queue => queue with { Unacked = unacked.GetValueOrDefault(queue.Name) })];
    }

    // Missing in the first seconds of a queue.
    private static long Unacked(JsonElement queue) => queue.TryGetProperty(UnackedMember, out var number) ? number.GetInt64() : 0;
}
