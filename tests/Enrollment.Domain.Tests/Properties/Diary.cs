using Enrollment.Domain.Deciding;
using Enrollment.Domain.Enrollments;

namespace Enrollment.Domain.Tests.Properties;

using Key = (ActivityId Activity, LearnerId Learner);

/// <summary>
/// Notes after each night how every enrollment stood and how much was recorded of it, to be compared with what is said of that day later.
/// </summary>
internal sealed class Diary
{
    private readonly Dictionary<Key, List<EnrollmentEvent>> _streams = [];
    private readonly List<(DateOnly Day, Key Key, int Known, IReadOnlyList<Period> Periods)> _pages = [];
    private readonly Simulation.Organization _organization;

    public Diary(Simulation.Organization organization)
    {
        _organization = organization;
        organization.Recorded += (activity, learner, recorded) =>
        {
            if (!_streams.TryGetValue((activity, learner), out var stream))
                _streams[(activity, learner)] = stream = [];
            stream.Add(recorded);
        };
    }

    public int Pages => _pages.Count;

    public void Note(DateOnly day)
    {
        var now = _organization.Enrollments.ToDictionary(entry => (entry.Activity, entry.Learner), entry => entry.State.Periods);
        foreach (var (key, stream) in _streams)
            _pages.Add((day, key, stream.Count, now.GetValueOrDefault(key) ?? []));
    }

    /// <summary>Folded from the events that were known then, and asked how it stood on that day.</summary>
    public void ShouldBeFoundAgain()
    {
        foreach (var page in _pages.GroupBy(page => (page.Key, page.Known)))
        {
            var known = EnrollmentState.From(_streams[page.Key.Key].Take(page.Key.Known));
            foreach (var (day, key, _, periods) in page)
                known.AsOf(day).Periods.Should().Equal(periods, $"that is how {key} stood after the night of {day:yyyy-MM-dd}");
        }
    }

    /// <summary>Only what was recorded of each enrollment up to now.</summary>
    public void ShouldFoldToTheStatesOfThisMoment()
    {
        foreach (var (activity, learner, state) in _organization.Enrollments)
        {
            var folded = EnrollmentState.From(_streams[(activity, learner)]);
            folded.Periods.Should().Equal(state.Periods);
            folded.Facts.Should().Equal(state.Facts);
        }
    }
}
