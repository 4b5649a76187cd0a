using Enrollment.Contracts;

namespace Enrollment.Samples;

/// <summary>
/// Two years of an organization in weekly steps. On each of these days the feed arrives at 01:00 UTC, before the night, and people work
/// from 07:00.
/// </summary>
internal sealed class Organization
{
    private const int Weeks = 104;

    private readonly int _size;
    private readonly DateOnly _start;
    private readonly Chance _chance;
    private readonly FactLog _log;
    private readonly RuleCatalog _catalog;
    private readonly RulesInForce _rules = new();
    private readonly Training _training;
    private readonly Personnel _personnel;
    private readonly List<Person> _staff = [];

    public Organization(DateOnly until, int size, int seed)
    {
        _size = size;
        _start = until.AddDays(-7 * Weeks);
        _chance = new(seed);
        _log = new(seed);
        _catalog = new(until, _start);
        _training = new(_start, _rules, _chance, _log);
        _personnel = new(_training, _chance, _log);
    }

    /// <summary>One JSON line a fact, in the order of their instants.</summary>
    public IReadOnlyList<string> WriteFacts()
    {
        for (var week = 0; week <= Weeks; week++)
        {
            _log.Today = _start.AddDays(7 * week);
            SaveRules(week);
            Hire(week);
            foreach (var person in Known)
                _personnel.Change(person);
            if (week == Weeks)
                EndWithOneOfEachCase();
            foreach (var person in _staff)
                _training.ReportCompletions(person);
        }

        return _log.Lines();
    }

    /// <summary>
    /// The people created before today. A person entered by hand today must not appear in the feed, which arrives earlier in the day.
    /// </summary>
    private List<Person> Known => _staff.FindAll(person => person.Since < _log.Today);

    private void SaveRules(int week)
    {
        foreach (var rule in _catalog.SavedIn(week))
        {
            _log.Add(FactLog.Administration, at => rule with { OccurredAt = at });
            _rules.Save(rule);
            foreach (var person in _staff)
                _training.PlanWhatIsNew(person);
        }
    }

    private void Hire(int week)
    {
        var founding = _size * 85 / 100;
        var later = _size - founding;
        var count = week == 0 ? founding : (later * week / Weeks) - (later * (week - 1) / Weeks);
        for (var i = 0; i < count; i++)
            _staff.Add(_personnel.Create(_staff.Count + 1, longAgo: week == 0, byHand: week > 0 && _chance.Happens(0.3)));
    }

    /// <summary>The last day shows what takes effect at once, what takes effect that night, and what takes effect later.</summary>
    private void EndWithOneOfEachCase()
    {
        for (var i = 0; i < 9; i++)
            _staff.Add(_personnel.Create(_staff.Count + 1, longAgo: false, byHand: i >= 6));
        foreach (var role in (string[])["role-first-aider", "role-forklift-driver", "role-maintenance", "role-manager"])
        foreach (var (i, person) in ActiveOutside(role).Take(8).Index())
            _personnel.Join(person, [role], [], byHand: i < 4);
        foreach (var person in ActiveOutside("dept-sales").TakeLast(6))
            _personnel.Join(person, ["dept-sales"], [], byHand: false);
    }

    private IEnumerable<Person> ActiveOutside(string group) => Known.Where(person => person.Active && !person.Groups.Contains(group));
}
