using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Enrollment.Contracts;

namespace Enrollment.Samples;

/// <summary>
/// Collects facts. Each fact of one day and time gets an instant of its own; message ids follow the order of the instants.
/// </summary>
internal sealed class FactLog(int seed)
{
    public static readonly TimeOnly Administration = new(0, 30);
    public static readonly TimeOnly Feed = new(1, 0);
    public static readonly TimeOnly Work = new(7, 0);

    private static readonly JsonSerializerOptions Json = new(ContractJson.Options)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private readonly List<Fact> _facts = [];
    private readonly Dictionary<DateTime, int> _counts = [];

    /// <summary>The day on which added facts occur, in UTC.</summary>
    public DateOnly Today { get; set; }

    public void Add(TimeOnly from, Func<DateTimeOffset, Fact> fact)
    {
        var start = Today.ToDateTime(from, DateTimeKind.Utc);
        var place = _counts[start] = _counts.GetValueOrDefault(start) + 1;
        _facts.Add(fact(start.AddMilliseconds(place * 200)));
    }

    public IReadOnlyList<string> Lines() =>
        [
            .. _facts
                .OrderBy(fact => fact.OccurredAt)
                .Select(
                    (fact, place) =>
                        Line(fact with { MessageId = string.Create(CultureInfo.InvariantCulture, $"sample-{seed}-{place + 1:000000}") })
                ),
        ];

    private static string Line(Fact fact) => JsonSerializer.Serialize(new { type = fact.GetType().Name, message = (object)fact }, Json);
}
