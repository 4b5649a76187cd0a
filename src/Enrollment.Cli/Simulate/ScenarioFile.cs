using System.Text;
using System.Text.Json;
using Enrollment.Cli.Errors;

namespace Enrollment.Cli.Simulate;

/// <summary>Reads a scenario file. Errors contain the file and the path of the member.</summary>
internal static class ScenarioFile
{
    private static readonly JsonDocumentOptions Options = new() { CommentHandling = JsonCommentHandling.Skip };
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    public static Scenario Read(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(path, StrictUtf8), Options);
            return Scenario(new ScenarioMember("$", document.RootElement.Clone()));
        }
        catch (CommandFailedException wrong)
        {
            throw new CommandFailedException($"{path}: {wrong.Text}");
        }
        catch (JsonException error)
        {
            throw new CommandFailedException($"{path}: is not JSON: line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}.");
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CommandFailedException($"{path}: does not exist.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException)
        {
            throw new CommandFailedException($"{path}: cannot be read as a text file in UTF-8.");
        }
    }

    private static Scenario Scenario(ScenarioMember root) =>
        new(
            root.Required("name").Text(),
            Organization(root.Required("organization")),
            [
                .. root.Required("messages")
                    .Items()
                    .Select(message => new ScenarioMessage(message.Required("type").Text(), message.Required("message").Json)),
            ],
            root.Required("until").Date(),
            Arrival(root.Optional("arrival")),
            root.Optional("source")?.Text(),
            root.Optional("expect") is { } expect ? [.. expect.Items().Select(Expected)] : null
        );

    private static ScenarioOrganization Organization(ScenarioMember organization) =>
        new(
            organization.Required("timeZone").TimeZone(),
            organization.Required("nightlyAt").TimeOfDay(),
            organization.Optional("minimumDaysToComplete")?.NotNegative() ?? 0,
            organization.Optional("shortAbsenceDays")?.NotNegative() ?? 0
        );

    private static string? Arrival(ScenarioMember? arrival) =>
        arrival?.Text() switch
        {
            null or "asListed" => arrival?.Text(),
            _ => throw arrival.Expected("\"asListed\", or no such member"),
        };

    private static JsonElement Expected(ScenarioMember enrollment)
    {
        enrollment.Required("activityId").Text();
        enrollment.Required("userId").Text();
        foreach (var period in enrollment.Optional("periods")?.Items() ?? [])
            period.Object();
        return enrollment.Json;
    }
}
