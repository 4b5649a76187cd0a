using Enrollment.Cli.Publish;
using Enrollment.Domain.Calendar;

namespace Enrollment.Cli.Replay;

/// <summary>A step of a replay: facts of one business date before a night, and the night if it follows directly.</summary>
/// <param name="Facts">The facts, ordered by time.</param>
/// <param name="Clock">The time of the clock while the facts are handled.</param>
/// <param name="Night">The night to run afterwards.</param>
internal sealed record ReplayStep(IReadOnlyList<FactLine> Facts, DateTimeOffset? Clock, DateOnly? Night)
{
    /// <summary>Skips nights without facts before them, except for the last, and nights that are not due.</summary>
    public static IReadOnlyList<ReplayStep> Plan(IReadOnlyList<FactLine> facts, BusinessCalendar calendar, DateOnly lastNight)
    {
        var steps = new List<ReplayStep>();
        var nights = facts
            .OrderBy(fact => fact.OccurredAt)
            .GroupBy(fact => FirstNightAfter(fact.OccurredAt!.Value, calendar))
            .OrderBy(night => night.Key);
        foreach (var night in nights)
        {
            var dates = night.GroupBy(fact => calendar.DateOf(fact.OccurredAt!.Value)).OrderBy(date => date.Key).ToArray();
            steps.AddRange(
                dates.Select(
                    (date, index) =>
                        new ReplayStep(
                            [.. date],
                            date.Last().OccurredAt,
                            index == dates.Length - 1 && night.Key <= lastNight ? night.Key : null
                        )
                )
            );
        }

        if (steps.All(step => step.Night != lastNight))
            InsertNight(steps, new ReplayStep([], null, lastNight), calendar);
        return steps;
    }

    private static void InsertNight(List<ReplayStep> steps, ReplayStep last, BusinessCalendar calendar)
    {
        var instant = calendar.NightlyInstant(last.Night!.Value);
        var place = steps.FindIndex(step => step.Clock > instant);
        steps.Insert(place < 0 ? steps.Count : place, last);
    }

    /// <summary>A fact at exactly the nightly instant belongs to that run.</summary>
    private static DateOnly FirstNightAfter(DateTimeOffset instant, BusinessCalendar calendar)
    {
        var due = calendar.LatestDue(instant);
        return calendar.NightlyInstant(due) == instant ? due : due.AddDays(1);
    }
}
