using System.Globalization;
using System.Text;
using System.Text.Json;
using Enrollment.Worker.Intake;

namespace Enrollment.Cli.Publish;

/// <summary>JSON lines <c>{"type":"UserCreated","message":{…}}</c>, all read before anything is done with one of them.</summary>
internal static class FactFile
{
    public static async Task<IReadOnlyList<FactLine>> Read(string file, CancellationToken cancellation)
    {
        if (file != "-" && !File.Exists(file))
            throw new CommandFailed($"{file} does not exist.");
        using var reader = file == "-" ? Console.In : new StreamReader(file, Encoding.UTF8);
        var (facts, number) = (new List<FactLine>(), 0);
        while (await reader.ReadLineAsync(cancellation) is { } line)
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line))
                facts.Add(Parse(line, file == "-" ? "standard input" : file, number));
        }

        return facts;
    }

    private static FactLine Parse(string line, string file, int number)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return Parse(document.RootElement, problem => new CommandFailed($"{file}:{number}: {problem}; nothing was sent."), number);
        }
        catch (JsonException)
        {
            throw new CommandFailed($"{file}:{number}: is not JSON; nothing was sent.");
        }
    }

    private static FactLine Parse(JsonElement line, Func<string, CommandFailed> failed, int number)
    {
        if (Text(line, "type") is not { } type)
            throw failed("expected an object with the member \"type\"");
        if (!FactIntake.FactTypes.Contains(type))
            throw failed($"the type {type} is not known; expected one of {string.Join(", ", FactIntake.FactTypes.Order())}");
        if (!line.TryGetProperty("message", out var message) || message.ValueKind != JsonValueKind.Object)
            throw failed("expected the member \"message\" with an object");
        return new FactLine(number, type, Encoding.UTF8.GetBytes(message.GetRawText()), Text(message, "messageId"), Instant(Text(message, "occurredAt")));
    }

    private static string? Text(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String
            ? member.GetString()
            : null;

    private static DateTimeOffset? Instant(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant : null;
}
