using System.Text.Json;
using Enrollment.Cli.Errors;
using Enrollment.Domain.Calendar;

namespace Enrollment.Cli.Simulate;

/// <summary>A scenario file: facts in, periods out (semantics 9).</summary>
internal sealed record Scenario(
    string Name,
    ScenarioOrganization Organization,
    IReadOnlyList<ScenarioMessage> Messages,
    DateOnly Until,
    string? Arrival = null,
    string? Source = null,
    IReadOnlyList<JsonElement>? Expect = null
)
{
    public bool ArrivesAsListed => Arrival == "asListed";

    public static Scenario Read(string path) => ScenarioFile.Read(path);
}

/// <summary>The organization's settings.</summary>
internal sealed record ScenarioOrganization(string TimeZone, TimeOnly NightlyAt, int MinimumDaysToComplete = 0, int ShortAbsenceDays = 0)
{
    public BusinessCalendar Calendar =>
        TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out var zone)
            ? new BusinessCalendar(zone, NightlyAt)
            : throw new CommandFailedException(
                $"$.organization.timeZone: {TimeZone} is not known here; expected an IANA name such as Europe/Berlin."
            );
}

/// <summary>One message, in the contract's JSON.</summary>
internal sealed record ScenarioMessage(string Type, JsonElement Message);
