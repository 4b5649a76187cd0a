using System.Globalization;
using Enrollment.Contracts;
using Enrollment.Domain.Calendar;
using Enrollment.Intake.Facts;
using Enrollment.Intake.Transport;

namespace Enrollment.Cli.Simulate;

/// <summary>A message of a scenario and when it arrives (semantics 9).</summary>
internal sealed record Arrival(Fact Fact, ScenarioMessage Message, DateTimeOffset At)
{
    /// <summary>In the order in which they are handled. Messages that fail validation are reported and left out.</summary>
    public static IReadOnlyList<Arrival> All(Scenario scenario, BusinessCalendar calendar, List<string> refused)
    {
        var facts = scenario.Messages.Select((message, index) => Read(message, index, calendar, refused)).OfType<Arrival>();
        return scenario.ArrivesAsListed ? InListedOrder(facts) : [.. facts.OrderBy(arrival => arrival.At)];
    }

    private static List<Arrival> InListedOrder(IEnumerable<Arrival> facts)
    {
        var arrivals = new List<Arrival>();
        var last = DateTimeOffset.MinValue;
        foreach (var arrival in facts)
        {
            last = arrival.At > last ? arrival.At : last;
            arrivals.Add(arrival with { At = last });
        }

        return arrivals;
    }

    private static Arrival? Read(ScenarioMessage message, int index, BusinessCalendar calendar, List<string> refused)
    {
        var result = FactParser.Read(
            message.Type,
            message.Message,
            DateTimeOffset.MaxValue,
            calendar.Zone,
            new TransportProperties { MessageId = FallbackMessageId(index) }
        );
        refused.AddRange(result.Problems.Select(problem => $"$.messages[{index}].message{problem.Path.TrimStart('$')}: {problem.Message}"));
        return result.Fact is { } fact ? new Arrival(fact, message, fact.OccurredAt) : null;
    }

    /// <summary>The index in the file is the id of a message without one.</summary>
    private static string FallbackMessageId(int index) => (index + 1).ToString("D6", CultureInfo.InvariantCulture);
}
