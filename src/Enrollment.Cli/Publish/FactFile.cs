using System.Globalization;
using System.Text;
using System.Text.Json;
using Enrollment.Cli.Errors;
using Enrollment.Cli.Files;
using Enrollment.Cli.Output;
using Enrollment.Cli.Output.Formatting;
using Enrollment.Intake.Facts;

namespace Enrollment.Cli.Publish;

/// <summary>JSON lines <c>{"type":"UserCreated","message":{…}}</c>, read completely before the first is processed.</summary>
internal static class FactFile
{
    public static async Task<IReadOnlyList<FactLine>> ReadAsync(string file, CancellationToken cancellationToken)
    {
        var text =
            file == "-"
                ? await StandardInput.ReadToEndAsync(cancellationToken)
                : await InputFile.ReadTextAsync("FILE", file, cancellationToken);
        var place = file == "-" ? "standard input" : file;
        var lines = text.Split('\n').Select((line, index) => (Line: line, Number: index + 1));
        return [.. lines.Where(entry => !string.IsNullOrWhiteSpace(entry.Line)).Select(entry => Parse(entry.Line, place, entry.Number))];
    }

    private static FactLine Parse(string line, string file, int number)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return Parse(
                document.RootElement,
                (StyledText problem) => new CommandFailedException($"{file}:{number}: {problem}. Nothing was sent."),
                number
            );
        }
        catch (JsonException)
        {
            throw new CommandFailedException($"{file}:{number}: is not JSON. Nothing was sent.");
        }
    }

    private static FactLine Parse(JsonElement line, Func<StyledText, CommandFailedException> failed, int number)
    {
        if (Text(line, "type") is not { } type)
            throw failed("expected an object with the member \"type\"");
        if (!FactParser.FactTypes.Contains(type))
            throw failed($"the type {type} is not known; expected one of {string.Join(", ", FactParser.FactTypes.Order())}");
        if (!line.TryGetProperty("message", out var message) || message.ValueKind != JsonValueKind.Object)
            throw failed("expected the member \"message\" with an object");
        return new FactLine(
            number,
            type,
            Encoding.UTF8.GetBytes(message.GetRawText()),
            Text(message, "messageId"),
            Instant(Text(message, "occurredAt"))
        );
    }

    private static string? Text(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String
            ? Text(member)
            : null;

    // An escape for half of a surrogate pair is JSON and no text; what the message is worth is for the worker to say.
    private static string? Text(JsonElement member)
    {
        try
        {
            return member.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static DateTimeOffset? Instant(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant : null;
}
