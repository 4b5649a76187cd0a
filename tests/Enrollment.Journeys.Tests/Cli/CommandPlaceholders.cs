using System.Globalization;
using Enrollment.Storage.Announcements;
using RabbitMQ.Client;

namespace Enrollment.Journeys.Tests.Cli;

/// <summary>What the names in braces of <see cref="CommandCases"/> stand for, on a planted record.</summary>
internal sealed class CommandPlaceholders : IDisposable
{
    private const string Facts =
        """{"type":"UserCreated","message":"""
        + """{"messageId":"\u202e\ud800","occurredAt":"2026-01-05T09:00:00Z","userId":"a\u2028b","origin":"integration"}}""";

    private const string Queue = "queue\u202E[red]";

    private readonly string _home = Directory.CreateTempSubdirectory("commands").FullName;
    private readonly Dictionary<string, string> _values;
    private int _new;

    private CommandPlaceholders(string text) =>
        _values = new()
        {
            ["id"] = text,
            ["queue"] = Queue,
            ["letter"] = PlantedRecord.LetterOf(text).ToString(),
            ["today"] = Date(PlantedRecord.Today),
            ["night"] = Date(PlantedRecord.Night),
            ["now"] = DateTime.UtcNow.AddMinutes(1).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
            ["digest"] = Path.Combine(_home, "digest"),
            ["key"] = Path.Combine(_home, "key"),
            ["export"] = Path.Combine(_home, "export"),
            ["facts"] = Path.Combine(_home, "facts.jsonl"),
            ["users"] = Path.Combine(_home, "users.txt"),
            ["rule"] = Path.Combine(_home, "rule.json"),
            ["scenario"] = Path.Combine(_home, "scenario.json"),
        };

    public static async Task<CommandPlaceholders> CreateAsync(PlantedRecord record, string text)
    {
        var world = new CommandPlaceholders(text);
        await RefuseAsync(record);
        await File.WriteAllTextAsync(world._values["facts"], Facts);
        await File.WriteAllTextAsync(world._values["users"], "\u202E\n\\u{202E}\n");
        await File.WriteAllTextAsync(
            world._values["rule"],
            """{"messageId":"r","occurredAt":"2026-01-05T09:00:00Z","ruleId":"r","activityId":"safety","version":"""
                + """7,"reason":"x\u202ey","audience":{"kind":"entireCompany"},"requirement":"required","recurrence":"""
                + """{"kind":"oneTime"},"due":{"kind":"within","days":10}}"""
        );
        await File.WriteAllTextAsync(
            world._values["scenario"],
            """{"name":"x\u202ey","organization":{"timeZone":"UTC","nightlyAt":"02:00"},"messages":[{"type":"UserCreated","message":"""
                + """{"userId":"\u202ex"}}],"until":"2026-01-06","expect":[{"activityId":"a\u2028b","userId":"\u202e"}]}"""
        );
        foreach (var line in new[] { "audit keys --out {key}", "audit digest --out {digest}", "audit export --out {export} --key {key}" })
            (await InProcessEnrollctl.RunAsync(record.Servers, world.Arguments(line))).ExitCode.Should().Be(0);
        return world;
    }

    /// <summary>The arguments of a line; a blank in a value is no end of it.</summary>
    public string[] Arguments(string line) => [.. line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Value)];

    public void Dispose() => Directory.Delete(_home, recursive: true);

    /// <summary>Some announcements are kept as refused, and the queue has room again.</summary>
    private static async Task RefuseAsync(PlantedRecord record)
    {
        await using var session = record.Store.LightweightSession();
        RefusedAnnouncements.Keep(session, [.. Enumerable.Range(1, 20).Select(position => (long)position)]);
        await session.SaveChangesAsync();
        await using var connection = await new ConnectionFactory { Uri = new Uri(record.Servers.RabbitMq) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        await channel.QueueDeclareAsync(Queue, durable: true, exclusive: false, autoDelete: false);
    }

    private string Value(string word)
    {
        word = word.Replace("{new}", Path.Combine(_home, $"new{_new++}"), StringComparison.Ordinal);
        return _values.Aggregate(word, (value, entry) => value.Replace($"{{{entry.Key}}}", entry.Value, StringComparison.Ordinal));
    }

    private static string Date(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
