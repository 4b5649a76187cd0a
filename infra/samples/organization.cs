#:project ../../src/Enrollment.Contracts/Enrollment.Contracts.csproj
#:property PublishAot=false
// Writes the sample organization as JSON lines; see README.md beside this file. A program in one file, so that it needs no project:
//   dotnet run infra/samples/organization.cs -- --until 2026-06-30 --out FILE [--people 2000] [--seed 1]
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Enrollment.Contracts;

var given = args.Chunk(2).ToDictionary(pair => pair[0], pair => pair[^1]);
if (!given.TryGetValue("--until", out var lastDay) || !given.TryGetValue("--out", out var file))
{
    await Console.Error.WriteLineAsync("usage: organization.cs --until YYYY-MM-DD --out FILE [--people 2000] [--seed 1]");
    return 2;
}

var until = DateOnly.ParseExact(lastDay, "yyyy-MM-dd", CultureInfo.InvariantCulture);
var people = int.Parse(given.GetValueOrDefault("--people", "2000"), CultureInfo.InvariantCulture);
var seed = int.Parse(given.GetValueOrDefault("--seed", "1"), CultureInfo.InvariantCulture);
var facts = new Organization(until, people, seed).Live();
await File.WriteAllLinesAsync(file, facts);
Console.WriteLine($"{facts.Count} facts up to {until:yyyy-MM-dd} in {file}");
return 0;

/// <summary>Lives through two years in weekly steps. On each of these days the feed comes at 01:00 UTC, before the night, and people work from 07:00.</summary>
internal sealed class Organization(DateOnly until, int size, int seed)
{
    private const int Weeks = 104;
    private static readonly TimeOnly Feed = new(1, 0), Desk = new(7, 0), Administration = new(0, 30);

    private readonly Random _chance = new(seed);
    private readonly Outbox _outbox = new(seed);
    private readonly Catalog _catalog = new(until, until.AddDays(-7 * Weeks));
    private readonly List<Person> _staff = [];
    private readonly DateOnly _start = until.AddDays(-7 * Weeks);
    private DateOnly _today;

    public IReadOnlyList<string> Live()
    {
        for (var week = 0; week <= Weeks; week++)
        {
            _today = _start.AddDays(7 * week);
            foreach (var rule in _catalog.SavedIn(week)) Save(rule);
            Hire(week);
            foreach (var person in Known) Change(person);
            if (week == Weeks) EndWithSomethingOfEverything();
            foreach (var person in _staff) ReportCompletions(person);
        }

        return _outbox.Ordered();
    }

    /// <summary>Those created before today: nothing the feed brings may come before a person entered by hand that day.</summary>
    private List<Person> Known => _staff.FindAll(person => person.Since < _today);

    private void Save(AutoEnrollmentRuleSaved rule)
    {
        _outbox.Add(_today, Administration, at => rule with { OccurredAt = at });
        _catalog.InForce[rule.RuleId] = rule;
        foreach (var person in _staff) Owe(person);
    }

    private void Hire(int week)
    {
        var founding = size * 85 / 100;
        var count = week == 0 ? founding : ((size - founding) * week / Weeks) - ((size - founding) * (week - 1) / Weeks);
        for (var i = 0; i < count; i++) Create(week == 0, byHand: week > 0 && Happens(0.3));
    }

    private Person Create(bool longAgo, bool byHand)
    {
        var person = Person.Number(_staff.Count + 1, _today, _chance);
        person.HiredOn = Happens(0.02) ? null : _today.AddDays(longAgo ? -_chance.Next(1, 5000) : -_chance.Next(0, 4));
        person.Active = !Happens(0.01);
        _staff.Add(person);
        _outbox.Add(_today, byHand ? Desk : Feed, at => new UserCreated
        {
            MessageId = "", OccurredAt = at, UserId = person.Id, DisplayName = person.Name, Email = person.Email, HiredOn = person.HiredOn,
            Active = person.Active, Groups = [.. person.Groups.Order(StringComparer.Ordinal)], Origin = byHand ? Origin.UserInterface : Origin.Integration,
        });
        if (longAgo) RememberTraining(person);
        Owe(person);
        return person;
    }

    /// <summary>What people who were here before the system did long before the first day.</summary>
    private void RememberTraining(Person person)
    {
        if (Happens(0.2)) person.Plans.Add(new("fire-safety", _start.AddDays(-_chance.Next(1, 400)), _start, Due: null));
        if (Happens(0.15)) person.Plans.Add(new("code-of-conduct", _start.AddDays(-_chance.Next(30, 900)), _start, Due: null));
    }

    private void Change(Person person)
    {
        if (person.Active) ChangeActive(person);
        else if (Happens(person.AwayForGood ? 0 : 0.15)) Return(person);
    }

    private void ChangeActive(Person person)
    {
        if (Happens(0.0009)) Deactivate(person);
        else if (Happens(0.0010)) Move(person);
        else if (Happens(0.0009)) TakeRole(person, byHand: Happens(0.7));
        else if (Happens(0.0004)) GiveUpRole(person);
        else if (Happens(person.HiredOn is null ? 0.01 : 0.0002)) CorrectHireDate(person);
        else if (Happens(0.0002)) Rename(person);
    }

    private void Deactivate(Person person)
    {
        person.Active = false;
        person.AwayForGood = Happens(0.6);
        _outbox.Add(_today, Feed, at => new UserDeactivated { MessageId = "", OccurredAt = at, UserId = person.Id });
    }

    private void Return(Person person)
    {
        person.Active = true;
        _outbox.Add(_today, Feed, at => new UserReactivated { MessageId = "", OccurredAt = at, UserId = person.Id });
        foreach (var activity in person.Owed.Where(activity => person.Plans.TrueForAll(plan => plan.Activity != activity)))
            Plan(person, activity, _today, _today.AddDays(30));
    }

    private void Move(Person person)
    {
        var (from, to) = (person.Groups.First(group => group.StartsWith("dept-", StringComparison.Ordinal)), Pick(Catalog.Departments));
        if (from != to) Join(person, [to], [from], byHand: false);
    }

    private void TakeRole(Person person, bool byHand)
    {
        var role = Pick(Catalog.Roles);
        if (!person.Groups.Contains(role)) Join(person, [role], [], byHand);
    }

    private void GiveUpRole(Person person)
    {
        var role = person.Groups.Order(StringComparer.Ordinal).FirstOrDefault(group => group.StartsWith("role-", StringComparison.Ordinal));
        if (role is not null) Join(person, [], [role], byHand: Happens(0.5));
    }

    private void Join(Person person, string[] joined, string[] left, bool byHand)
    {
        person.Groups.UnionWith(joined);
        person.Groups.ExceptWith(left);
        _outbox.Add(_today, byHand ? Desk : Feed, at => new GroupMembershipChanged
        {
            MessageId = "", OccurredAt = at, UserId = person.Id, Joined = joined, Left = left, Origin = byHand ? Origin.UserInterface : Origin.Integration,
        });
        Owe(person);
    }

    private void CorrectHireDate(Person person)
    {
        person.HiredOn = person.HiredOn is null || Happens(0.8) ? _today.AddDays(-_chance.Next(1, 600)) : null;
        _outbox.Add(_today, Feed, at => new UserUpdated { MessageId = "", OccurredAt = at, UserId = person.Id, HiredOn = person.HiredOn });
        Owe(person);
    }

    private void Rename(Person person) => _outbox.Add(_today, Feed, at => new UserUpdated
    {
        MessageId = "", OccurredAt = at, UserId = person.Id, DisplayName = person.Name + "-" + Pick(Catalog.FamilyNames), Email = Happens(0.5) ? null : person.Email,
    });

    /// <summary>The last day shows what takes effect at once, what that night, and what later.</summary>
    private void EndWithSomethingOfEverything()
    {
        for (var i = 0; i < 6; i++) Create(longAgo: false, byHand: false);
        for (var i = 0; i < 3; i++) Create(longAgo: false, byHand: true);
        foreach (var role in (string[])["role-first-aider", "role-forklift-driver", "role-maintenance", "role-manager"])
            foreach (var (person, i) in Known.Where(p => p.Active && !p.Groups.Contains(role)).Take(8).Select((p, i) => (p, i)))
                Join(person, [role], [], byHand: i < 4);
        foreach (var person in Known.Where(p => p.Active && !p.Groups.Contains("dept-sales")).TakeLast(6))
            Join(person, ["dept-sales"], [], byHand: false);
    }

    /// <summary>A rough idea of what people have to do, only to let them do most of it in time; the rules are applied by the system, not here.</summary>
    private void Owe(Person person)
    {
        foreach (var rule in _catalog.InForce.Values.Where(rule => person.Matches(rule) && person.Owed.Add(rule.ActivityId)))
            Plan(person, rule.ActivityId, _today, Catalog.FirstDue(rule, _today));
    }

    private void Plan(Person person, string activity, DateOnly from, DateOnly? due)
    {
        var days = Math.Max(1, (due?.DayNumber ?? from.DayNumber + 90) - from.DayNumber);
        var done = _chance.NextDouble() switch
        {
            < 0.80 => from.AddDays(_chance.Next(1, days + 1)),
            < 0.86 => from.AddDays(_chance.Next(0, 4)),
            < 0.94 => from.AddDays(days + _chance.Next(1, 45)),
            _ => DateOnly.MaxValue,
        };
        if (done == DateOnly.MaxValue) return;
        var reported = Happens(0.04) ? done.AddDays(_chance.Next(10, 40)) : done;
        person.Plans.Add(new(activity, done, reported, due));
    }

    private void ReportCompletions(Person person)
    {
        foreach (var plan in person.Plans.Where(plan => plan.Reported <= _today).ToList())
        {
            person.Plans.Remove(plan);
            if (!person.Active && Happens(0.9)) continue;
            var sameDay = plan.Reported == plan.Done && (plan.Due is null || _today <= plan.Due || plan.Done > plan.Due);
            var completedOn = sameDay && Happens(0.8) && plan.Done >= _start ? _today : plan.Done;
            _outbox.Add(_today, Desk, at => new ActivityCompleted
            {
                MessageId = "", OccurredAt = at, UserId = person.Id, ActivityId = plan.Activity, CompletedOn = completedOn,
            });
            PlanNext(person, plan.Activity, completedOn);
        }
    }

    private void PlanNext(Person person, string activity, DateOnly completedOn)
    {
        var rule = _catalog.InForce.Values.FirstOrDefault(rule => rule.ActivityId == activity && person.Matches(rule));
        if (completedOn < _start || rule is null || Catalog.NextDue(rule, completedOn) is not { } due) return;
        var visible = due.AddDays(-(rule.EnrolledOnDaysBeforeDue ?? 45));
        Plan(person, activity, visible > completedOn ? visible : completedOn.AddDays(1), due);
    }

    private bool Happens(double probability) => _chance.NextDouble() < probability;

    private string Pick(string[] from) => from[_chance.Next(from.Length)];
}

/// <summary>A completion to come: of an activity, on a date, told on another.</summary>
internal sealed record Plan(string Activity, DateOnly Done, DateOnly Reported, DateOnly? Due);

internal sealed class Person
{
    public required string Id { get; init; }
    public required string Name { get; init; }
    public required string Email { get; init; }
    public required DateOnly Since { get; init; }
    public required HashSet<string> Groups { get; init; }
    public DateOnly? HiredOn { get; set; }
    public bool Active { get; set; } = true;
    public bool AwayForGood { get; set; }
    public HashSet<string> Owed { get; } = [];
    public List<Plan> Plans { get; } = [];

    public static Person Number(int number, DateOnly since, Random chance)
    {
        var given = Catalog.GivenNames[chance.Next(Catalog.GivenNames.Length)];
        var family = Catalog.FamilyNames[chance.Next(Catalog.FamilyNames.Length)];
        var id = string.Create(CultureInfo.InvariantCulture, $"u{number:0000}");
        return new()
        {
            Id = id, Since = since, Name = $"{given} {family}", Email = $"{given}.{family}.{id}@example.org".ToLowerInvariant(), Groups = Catalog.GroupsFor(chance),
        };
    }

    public bool Matches(AutoEnrollmentRuleSaved rule) => (rule.HiredAfter is null || HiredOn > rule.HiredAfter) && rule.Audience switch
    {
        Audience.EntireCompany => true,
        Audience.Groups groups => groups.GroupIds.Any(Groups.Contains),
        _ => false,
    };
}

/// <summary>Groups, names and rules.</summary>
internal sealed class Catalog(DateOnly until, DateOnly start)
{
    public static readonly string[] Departments = [.. ((string[])["sales", "service", "finance", "legal", "people", "it", "research", "design", "marketing",
        "purchasing", "logistics", "production", "quality", "facilities", "security", "support", "training", "board-office"]).Select(name => "dept-" + name)];

    public static readonly string[] Roles = [.. ((string[])["first-aider", "forklift-driver", "maintenance", "manager", "fire-warden", "contractor",
        "driver", "auditor", "trainer", "apprentice", "on-call", "works-council"]).Select(name => "role-" + name)];

    public static readonly string[] GivenNames = ["Ada", "Bo", "Carla", "Dmitri", "Elif", "Farid", "Grace", "Hiro", "Ines", "Jamal", "Katja", "Liam", "Mei",
        "Nadia", "Omar", "Pia", "Quentin", "Rosa", "Sven", "Tara", "Uma", "Viktor", "Wanda", "Yusuf", "Zoe"];

    public static readonly string[] FamilyNames = ["Abel", "Berg", "Costa", "Dietz", "Engel", "Fuchs", "Garcia", "Hansen", "Ito", "Jansen", "Kowal", "Larsen",
        "Meyer", "Novak", "Okoro", "Petit", "Quist", "Rossi", "Silva", "Tanaka", "Umar", "Vogel", "Weber", "Yilmaz", "Zeman"];

    private static readonly string[] Sites = [.. ((string[])["berlin", "hamburg-plant", "lyon-plant", "madrid", "oslo", "porto", "rome", "tokyo", "vienna",
        "warsaw"]).Select(name => "site-" + name)];

    /// <summary>The newest version of each rule, in the order of their ids.</summary>
    public SortedDictionary<string, AutoEnrollmentRuleSaved> InForce { get; } = new(StringComparer.Ordinal);

    public static HashSet<string> GroupsFor(Random chance)
    {
        HashSet<string> groups = [Departments[chance.Next(Departments.Length)], Sites[chance.Next(Sites.Length)]];
        if (chance.NextDouble() < 0.35) groups.Add(Roles[chance.Next(Roles.Length)]);
        if (chance.NextDouble() < 0.08) groups.Add(Roles[chance.Next(Roles.Length)]);
        return groups;
    }

    public static DateOnly? FirstDue(AutoEnrollmentRuleSaved rule, DateOnly from) => (rule.InitialDue ?? rule.Due) switch
    {
        Due.Within within => from.AddDays(within.Days),
        Due.On on => on.Date,
        Due.EachYearOn each => NextAnchor(each, from),
        _ => rule.Recurrence is Recurrence.Custom custom ? Add(from, custom.Every) : null,
    };

    public static DateOnly? NextDue(AutoEnrollmentRuleSaved rule, DateOnly completedOn) => rule.Recurrence switch
    {
        Recurrence.Annual => NextAnchor((Due.EachYearOn)rule.Due!, completedOn.AddDays(183)),
        Recurrence.Custom custom => Add(completedOn, custom.Every),
        _ => null,
    };

    /// <summary>The rules saved in a week, the last day's edit included. Between them they use every field and value a rule can have.</summary>
    public IEnumerable<AutoEnrollmentRuleSaved> SavedIn(int week) => week switch
    {
        0 => [Conduct, FireSafety, FireSafetyAtPlants, Privacy, FirstAid, Forklift, Tools],
        9 => [Phishing, SpeakUp],
        22 => [Welcome],
        30 => [Conduct with { Version = 2, Due = new Due.Within(21) }],
        41 => [Driving, Leadership],
        52 => [FireSafety with { Version = 2, Reason = "Fire code 7.2, second edition" }],
        60 => [SpeakUp with { Version = 2, Audience = new Audience.None() }],
        71 => [Tools with { Version = 2, Requirement = Requirement.Required }, Privacy with { Version = 2, EnrolledOnDaysBeforeDue = 90 }],
        104 => [Leadership with { Version = 2, Due = new Due.On(until.AddDays(60)) }],
        _ => [],
    };

    private static AutoEnrollmentRuleSaved Conduct => Rule("conduct-all", "code-of-conduct", Requirement.Required, new Audience.EntireCompany(), new Recurrence.OneTime())
        with { Due = new Due.Within(30), Reason = "Everyone signs the code of conduct" };

    private static AutoEnrollmentRuleSaved FireSafety => Rule("fire-all", "fire-safety", Requirement.Required, new Audience.EntireCompany(), new Recurrence.Annual())
        with { Due = new Due.EachYearOn("10-01"), InitialDue = new Due.Within(30), EnrolledOnDaysBeforeDue = 60, Reason = "Fire code 7.2" };

    private AutoEnrollmentRuleSaved FireSafetyAtPlants => Rule("fire-plants", "fire-safety", Requirement.Required,
        new Audience.Groups(["site-hamburg-plant", "site-lyon-plant"]), new Recurrence.Annual())
        with { Due = new Due.EachYearOn("04-15"), InitialDue = new Due.On(start.AddDays(20)), PriorCompletions = new PriorCompletions.Ignore() };

    private static AutoEnrollmentRuleSaved Privacy => Rule("privacy-offices", "data-privacy", Requirement.Required,
        new Audience.Groups(["dept-finance", "dept-legal", "dept-people", "dept-it"]), new Recurrence.Annual(new Interval(6, IntervalUnit.Months)))
        with { Due = new Due.EachYearOn("02-29"), PriorCompletions = new PriorCompletions.LookBackDays(90) };

    private static AutoEnrollmentRuleSaved FirstAid => Rule("first-aid-aiders", "first-aid", Requirement.Required, new Audience.Groups(["role-first-aider"]),
        new Recurrence.Custom(new Interval(6, IntervalUnit.Months), Anchor.PreviousDue)) with { Due = new Due.Within(45), EnrolledOnDaysBeforeDue = 30 };

    private static AutoEnrollmentRuleSaved Forklift => Rule("forklift-drivers", "forklift-licence", Requirement.Required,
        new Audience.Groups(["role-forklift-driver", "dept-logistics"]), new Recurrence.Custom(new Interval(1, IntervalUnit.Years)))
        with { InitialDue = new Due.Within(14), EnrolledOnDaysBeforeDue = 60, PriorCompletions = new PriorCompletions.LookBackDays(365) };

    private static AutoEnrollmentRuleSaved Tools => Rule("tools-maintenance", "tool-check", Requirement.Recommended, new Audience.Groups(["role-maintenance"]),
        new Recurrence.Custom(new Interval(8, IntervalUnit.Weeks))) with { Due = new Due.Within(7) };

    private AutoEnrollmentRuleSaved Phishing => Rule("phishing-it", "phishing-drill", Requirement.Required, new Audience.Groups(["dept-it", "role-on-call"]),
        new Recurrence.Custom(new Interval(90, IntervalUnit.Days), Anchor.PreviousDue))
        with { InitialDue = new Due.On(start.AddDays(100)), PriorCompletions = new PriorCompletions.Ignore() };

    private static AutoEnrollmentRuleSaved SpeakUp => Rule("speak-up-contractors", "speak-up-line", Requirement.Required, new Audience.Groups(["role-contractor"]),
        new Recurrence.OneTime()) with { Due = new Due.Within(60) };

    private AutoEnrollmentRuleSaved Welcome => Rule("welcome-new-people", "welcome-tour", Requirement.Recommended, new Audience.EntireCompany(), new Recurrence.OneTime())
        with { HiredAfter = start.AddDays(90), Reason = "Welcome!" };

    private AutoEnrollmentRuleSaved Driving => Rule("driving-sales", "driving-policy", Requirement.Required, new Audience.Groups(["dept-sales", "dept-service"]),
        new Recurrence.Annual()) with
        { Due = new Due.EachYearOn(until.AddDays(30).ToString("MM-dd", CultureInfo.InvariantCulture)), EnrolledOnDaysBeforeDue = 20 };

    private AutoEnrollmentRuleSaved Leadership => Rule("leadership-managers", "leading-people", Requirement.Required, new Audience.Groups(["role-manager"]),
        new Recurrence.OneTime()) with { Due = new Due.On(until.AddDays(-20)), EnrolledOnDaysBeforeDue = 45 };

    private static AutoEnrollmentRuleSaved Rule(string id, string activity, Requirement requirement, Audience audience, Recurrence recurrence) => new()
    {
        MessageId = "", OccurredAt = default, SavedBy = "admin", RuleId = id, ActivityId = activity, Version = 1, Requirement = requirement, Audience = audience,
        Recurrence = recurrence,
    };

    private static DateOnly NextAnchor(Due.EachYearOn each, DateOnly from)
    {
        var (month, day) = (int.Parse(each.MonthDay[..2], CultureInfo.InvariantCulture), int.Parse(each.MonthDay[3..], CultureInfo.InvariantCulture));
        DateOnly In(int year) => new(year, month, Math.Min(day, DateTime.DaysInMonth(year, month)));
        return In(from.Year) >= from ? In(from.Year) : In(from.Year + 1);
    }

    private static DateOnly Add(DateOnly from, Interval interval) => interval.Unit switch
    {
        IntervalUnit.Days => from.AddDays(interval.Count),
        IntervalUnit.Weeks => from.AddDays(7 * interval.Count),
        IntervalUnit.Months => from.AddMonths(interval.Count),
        _ => from.AddYears(interval.Count),
    };
}

/// <summary>Collects facts, spreads those of one day and hour over distinct instants and gives the ids in order of occurrence.</summary>
internal sealed class Outbox(int seed)
{
    private static readonly JsonSerializerOptions Json = new(ContractJson.Options) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };
    private readonly List<Fact> _facts = [];
    private readonly Dictionary<DateTime, int> _used = [];

    public void Add(DateOnly day, TimeOnly from, Func<DateTimeOffset, Fact> fact)
    {
        var start = day.ToDateTime(from, DateTimeKind.Utc);
        var place = _used[start] = _used.GetValueOrDefault(start) + 1;
        _facts.Add(fact(start.AddMilliseconds(place * 200)));
    }

    public IReadOnlyList<string> Ordered() => [.. _facts.OrderBy(fact => fact.OccurredAt).Select((fact, place) => Line(fact with
    {
        MessageId = string.Create(CultureInfo.InvariantCulture, $"sample-{seed}-{place + 1:000000}"),
    }))];

    private static string Line(Fact fact) =>
        JsonSerializer.Serialize(new { type = fact.GetType().Name, message = (object)fact }, Json);
}
