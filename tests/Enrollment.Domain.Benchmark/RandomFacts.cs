using System.Globalization;
using Enrollment.Domain.Learners;
using Enrollment.Domain.Rules;

namespace Enrollment.Domain.Benchmark;

/// <summary>Draws the facts of one learner and the rules for one activity. The same seed draws the same facts.</summary>
internal sealed class RandomFacts(int seed)
{
    private static readonly string[] GroupIds = ["g", "h"];
    private static readonly string[] RuleIds = ["r", "s", "t"];
    private static readonly int?[] DaysBefore = [null, null, 0, 10, 27];
    private static readonly int[] DaysLate = [0, 0, 0, 1, 5, 30, 200];

    private static readonly Interval[] Intervals =
    [
        new(45, IntervalUnit.Days),
        new(5, IntervalUnit.Weeks),
        new(1, IntervalUnit.Months),
        new(6, IntervalUnit.Months),
        new(1, IntervalUnit.Years),
    ];

    private readonly Random _random = new(seed);
    private int _count;

    public int MinimumDays { get; } = seed % 2 == 0 ? 0 : 7;

    /// <summary>Up to which day there are facts, and on which days.</summary>
    public IEnumerable<int> Days()
    {
        for (var i = 0; i < 3; i++)
            yield return 0;
        for (var i = _random.Next(5, 30); i > 0; i--)
            yield return _random.Next(0, History.Days - 30);
    }

    /// <summary>The next fact: a rule, a learner's fact, or a completion that many days late.</summary>
    public object Next(DateTimeOffset at, bool first)
    {
        var stamp = new Stamp(at, (_count++).ToString("D4", CultureInfo.InvariantCulture));
        return _random.Next(first ? 3 : 20) switch
        {
            0 => new LearnerCreated(stamp, HiredOn(), true, [Group()], Coin()),
            1 or 2 or 3 => new RuleSaved(stamp, Rule(_count), "admin"),
            4 or 5 or 6 => new MembershipChanged(stamp, [Group()], [], Coin()),
            7 or 8 => new MembershipChanged(stamp, [], [Group()], false),
            9 or 10 => new LearnerDeactivated(stamp),
            11 or 12 or 13 => new LearnerReactivated(stamp),
            14 => new LearnerUpdated(stamp, true, HiredOn()),
            _ => new Completion(DaysLate[_random.Next(DaysLate.Length)]),
        };
    }

    public bool Coin() => _random.Next(2) == 0;

    private GroupId Group() => new(GroupIds[_random.Next(GroupIds.Length)]);

    private DateOnly? HiredOn() => Coin() ? null : Date();

    private DateOnly Date() => History.Start.AddDays(_random.Next(-100, 900));

    private Rule Rule(int version)
    {
        var terms = _random.Next(3) switch
        {
            0 => OneTime(),
            1 => Annual(),
            _ => Custom(),
        };
        var hiredAfter = _random.Next(6) == 0 ? HiredOn() : null;
        return new Rule(new RuleId(RuleIds[_random.Next(3)]), History.Activity, version, Audience(), hiredAfter, Reason(), terms);
    }

    private string? Reason() => _random.Next(4) == 0 ? "by law" : null;

    private Audience Audience() =>
        _random.Next(8) switch
        {
            0 => new Audience.None(),
            1 or 2 or 3 => new Audience.EntireCompany(),
            4 => new Audience.Groups([new("g"), new("h")]),
            _ => new Audience.Groups([Group()]),
        };

    private Terms OneTime()
    {
        var due = Due();
        return new Terms(Owed(), new Recurrence.OneTime(), due, null, due is null ? null : N(), Prior());
    }

    private Terms Annual()
    {
        var gap = Coin() ? Interval() : null;
        var anchor = new Due.EachYearOn(_random.Next(1, 13), _random.Next(1, 32) is var day && day < 30 ? day : 28);
        return new Terms(Owed(), new Recurrence.Annual(gap), anchor, Due(), N(), Prior());
    }

    private Terms Custom() => new(Owed(), new Recurrence.Custom(Interval(), Coin()), Due(), Due(), N(), Prior());

    private Requirement Owed() => _random.Next(3) == 0 ? Requirement.Recommended : Requirement.Required;

    private Interval Interval() => Intervals[_random.Next(Intervals.Length)];

    private Due? Due() =>
        _random.Next(3) switch
        {
            0 => null,
            1 => new Due.Within(_random.Next(0, 121)),
            _ => new Due.On(Date()),
        };

    private int? N() => DaysBefore[_random.Next(DaysBefore.Length)];

    private PriorCompletions Prior() =>
        _random.Next(4) switch
        {
            0 => new PriorCompletions.Ignore(),
            1 => new PriorCompletions.LookBackDays(60),
            _ => new PriorCompletions.Honor(),
        };
}

/// <summary>The learner completed the activity so many days before the message came.</summary>
internal sealed record Completion(int DaysBefore);
