using Enrollment.Domain.Enrollments;

namespace Enrollment.Domain.Tests.Properties;

using Key = (ActivityId Activity, LearnerId Learner);

/// <summary>Plays happenings and nights, and keeps every event that was decided.</summary>
internal sealed class History
{
    private readonly List<(DateOnly? Night, Key Key, EnrollmentEvent Event)> _recorded = [];
    private DateOnly? _night;

    public History(int minimumDays)
    {
        Organization = new(Happening.Calendar, minimumDays, shortAbsenceDays: minimumDays)
        {
            Recorded = (activity, learner, recorded) => _recorded.Add((_night, (activity, learner), recorded)),
        };
    }

    public Simulation.Organization Organization { get; }

    public IReadOnlyList<(DateOnly? Night, Key Key, EnrollmentEvent Event)> Recorded => _recorded;

    /// <summary>Each happening arrives when it occurs, and every night runs.</summary>
    public static History Of(Plan plan) => Of(plan, plan.After);

    /// <summary>What arrives between the night of a day and the next is told by the caller.</summary>
    public static History Of(Plan plan, Func<int, IEnumerable<Happening>> after)
    {
        var history = new History(plan.MinimumDays);
        for (var day = 0; day <= Plan.Days; day++)
            history.Night(day).Arrive(after(day));
        return history;
    }

    public History Arrive(IEnumerable<Happening> happenings)
    {
        foreach (var happening in happenings)
            happening.HappenTo(Organization, happening.OccurredAt);
        return this;
    }

    public History Night(int day, DateOnly? rolledOverTo = null)
    {
        _night = Happening.Start.AddDays(day);
        Organization.RunNight(_night.Value, rolledOverTo);
        _night = null;
        return this;
    }

    /// <summary>All periods, without the numbers: those depend on what was retracted on the way.</summary>
    public IReadOnlyList<string> Periods() =>
        [
            .. Organization.Enrollments.SelectMany(entry =>
                entry.State.Periods.Select(period => $"{entry.Activity} {entry.Learner} {period with { Number = 0, Groups = null }}")
            ),
        ];

    /// <summary>Those that have a current period.</summary>
    public IReadOnlyList<string> Current() =>
        [.. Organization.Enrollments.Where(entry => entry.State.Current is not null).Select(entry => $"{entry.Activity} {entry.Learner}")];

    /// <summary>The latest event of a kind.</summary>
    public T Last<T>()
        where T : EnrollmentEvent => _recorded.Select(entry => entry.Event).OfType<T>().Last();

    /// <summary>The streams.</summary>
    public IEnumerable<IGrouping<Key, EnrollmentEvent>> Streams() => _recorded.GroupBy(entry => entry.Key, entry => entry.Event);
}
