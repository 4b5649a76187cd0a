using System.Text.Json;
using Enrollment.Operations.Broker;
using Enrollment.Storage;

namespace Enrollment.Operations.Announcing;

/// <summary>A queue that receives announcements, directly or through other exchanges.</summary>
/// <param name="Name">The queue.</param>
/// <param name="Exchanges">The exchanges of announcements that lead to it.</param>
/// <param name="CanRefuse">By argument or policy, it refuses messages when it is full (<c>reject-publish</c>). Other queues drop their
/// oldest message.</param>
/// <param name="IsFull">By the broker's latest figures, it is at its limit of messages or bytes.</param>
public sealed record AnnouncementQueue(string Name, IReadOnlySet<string> Exchanges, bool CanRefuse, bool IsFull)
{
    private const string Members = "name,arguments,effective_policy_definition,messages_ready,message_bytes_ready";

    /// <summary>All of them, by name; null if no management interface is configured.</summary>
    public static async Task<IReadOnlyList<AnnouncementQueue>?> LoadAsync(EnrollmentOptions options, CancellationToken cancellationToken)
    {
        var management = new BrokerManagement(options);
        if (!management.IsConfigured)
            return null;
        var requested = management.GetAsync("queues", Members, cancellationToken);
        var bindings = await management.GetAsync("bindings", "source,destination,destination_type", cancellationToken);
        var queues = await requested;
        return BrokerManagement.Read("queues and bindings", () => Read(queues, SourcesOfQueues(bindings)));
    }

    private static IReadOnlyList<AnnouncementQueue> Read(JsonElement queues, Dictionary<string, HashSet<string>> sources) =>
        [
            .. from queue in queues.EnumerateArray()
            let name = queue.GetProperty("name").GetString()!
            where sources.ContainsKey(name)
            orderby name
            select new AnnouncementQueue(name, sources[name], RefusesWhenFull(queue), IsAtLimit(queue)),
        ];

    /// <summary>
    /// For each queue the exchanges of announcements that lead to it. Arguments of bindings, which can filter messages, are ignored.
    /// </summary>
    private static Dictionary<string, HashSet<string>> SourcesOfQueues(JsonElement bindings)
    {
        var bound = bindings.EnumerateArray().Select(Binding.Of).ToLookup(binding => binding.Source);
        var sources = new Dictionary<string, HashSet<string>>();
        foreach (var exchange in AnnouncementChannel.Exchanges)
        foreach (var queue in Reached(exchange, bound, []))
            (sources.TryGetValue(queue, out var known) ? known : sources[queue] = []).Add(exchange);
        return sources;
    }

    private static IEnumerable<string> Reached(string exchange, ILookup<string, Binding> bound, HashSet<string> seen) =>
        seen.Add(exchange)
            ? bound[exchange].SelectMany(binding => binding.IsToQueue ? [binding.Destination] : Reached(binding.Destination, bound, seen))
            : [];

    private static bool RefusesWhenFull(JsonElement queue) =>
        Setting(queue, "x-overflow", "overflow") is { ValueKind: JsonValueKind.String } overflow
        && overflow.GetString()!.StartsWith("reject-publish", StringComparison.Ordinal);

    private static bool IsAtLimit(JsonElement queue) =>
        Figure(queue, "messages_ready") >= Limit(queue, "x-max-length", "max-length")
        || Figure(queue, "message_bytes_ready") >= Limit(queue, "x-max-length-bytes", "max-length-bytes");

    // The smaller of an argument and a policy applies.
    private static long? Limit(JsonElement queue, string argument, string policy)
    {
        var (own, common) = (Number(queue, "arguments", argument), Number(queue, "effective_policy_definition", policy));
        return own < common ? own : common ?? own;
    }

    private static long? Number(JsonElement queue, string group, string name) =>
        Member(Member(queue, group), name) is { ValueKind: JsonValueKind.Number } number ? number.GetInt64() : null;

    // Missing in the first seconds of a queue.
    private static long? Figure(JsonElement queue, string name) =>
        Member(queue, name) is { ValueKind: JsonValueKind.Number } number ? number.GetInt64() : null;

    private static JsonElement? Setting(JsonElement queue, string argument, string policy) =>
        Member(Member(queue, "arguments"), argument) ?? Member(Member(queue, "effective_policy_definition"), policy);

    private static JsonElement? Member(JsonElement? parent, string name) =>
        parent is { ValueKind: JsonValueKind.Object } group && group.TryGetProperty(name, out var member) ? member : null;

    private sealed record Binding(string Source, string Destination, bool IsToQueue)
    {
        public static Binding Of(JsonElement binding) =>
            new(
                binding.GetProperty("source").GetString()!,
                binding.GetProperty("destination").GetString()!,
                binding.GetProperty("destination_type").GetString() == "queue"
            );
    }
}
