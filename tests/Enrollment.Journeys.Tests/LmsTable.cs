using System.Text.Json.Nodes;
using Enrollment.Contracts;

namespace Enrollment.Journeys.Tests;

/// <summary>
/// The table of an LMS, kept by the rule of docs/messages.md and nothing else: a row for each period, replaced by what has a larger
/// version.
/// </summary>
internal sealed class LmsTable
{
    private static readonly string[] Columns =
    [
        "status",
        "requirement",
        "enrolledOn",
        "due",
        "countsFrom",
        "overdueSince",
        "ruleId",
        "ruleVersion",
        "reason",
    ];

    private readonly Dictionary<string, Row> _rows = [];
    private readonly Lock _gate = new();

    /// <summary>Messages that were not applied, because what is known of the period is as new or newer.</summary>
    public int Dropped { get; private set; }

    /// <summary>Every period that was not removed, with its columns in words.</summary>
    public IReadOnlyDictionary<string, string> Periods
    {
        get
        {
            lock (_gate)
                return _rows.Values.Where(row => !row.IsRemoved).ToDictionary(row => row.PeriodId, row => row.Words);
        }
    }

    /// <summary>The latest period of each enrollment: the one with the largest number.</summary>
    public IReadOnlyDictionary<string, string> Latest
    {
        get
        {
            lock (_gate)
                return _rows
                    .Values.Where(row => !row.IsRemoved)
                    .GroupBy(row => row.Enrollment)
                    .Select(enrollment => enrollment.MaxBy(row => row.Number)!)
                    .ToDictionary(row => row.Enrollment, row => $"{row.Number} {row.Words}");
        }
    }

    /// <param name="type">The AMQP property <c>type</c>.</param>
    /// <param name="message">The body.</param>
    public void Apply(string type, JsonObject message)
    {
        if (type == nameof(NightlyRunCompleted))
            return;
        var row = Row.Of(type, message);
        lock (_gate)
        {
            if (_rows.TryGetValue(row.PeriodId, out var known) && known.Version >= row.Version)
                Dropped++;
            else
                _rows[row.PeriodId] = row;
        }
    }

    private sealed record Row(string PeriodId, string Enrollment, int Number, long Version, bool IsRemoved, string Words)
    {
        public static Row Of(string type, JsonObject message)
        {
            var id = message["periodId"]!.GetValue<string>();
            return new Row(
                id,
                $"{message["activityId"]}/{message["userId"]}",
                int.Parse(id[(id.LastIndexOf('/') + 1)..], null),
                message["streamVersion"]!.GetValue<long>(),
                type == nameof(EnrollmentRetracted),
                string.Join(' ', Columns.Select(name => message[name]?.ToString() ?? "-"))
            );
        }
    }
}
