using System.Globalization;
using System.Text.Json;
using Enrollment.Contracts;
using FactOrigin = Enrollment.Contracts.Origin;

namespace Enrollment.Chaos.Publishing;

/// <summary>
/// What happens in a company, at random from the seed: people come and go, join and leave groups, complete what they were enrolled in.
/// </summary>
internal sealed class TrafficGenerator
{
    private static readonly string[] Groups = [.. Enumerable.Range(1, 8).Select(number => $"group-{number}")];
    private static readonly DateOnly FirstHire = new(2020, 1, 1);

    private readonly int _seed;
    private readonly VirtualClock _clock;
    private readonly Random _random;
    private readonly DecisionTraffic _decisions;
    private readonly RuleTraffic _rules;
    private readonly Lock _lock = new();
    private int _sent;

    public TrafficGenerator(int seed, VirtualClock clock)
    {
        (_seed, _clock, _random) = (seed, clock, new Random(seed));
        _decisions = new DecisionTraffic(_random, NextId);
        _rules = new RuleTraffic(_random, NextId);
    }

    public static string Person(int number) => $"person-{number}";

    public static string Activity(int number) => $"activity-{number % 5}";

    public static DateOnly Hired(Random random) => FirstHire.AddDays(random.Next(3000));

    /// <summary>Everybody comes into the company.</summary>
    public IReadOnlyList<Message> Beginning()
    {
        lock (_lock)
            return [.. Enumerable.Range(0, Settings.People).Select(Newcomer)];
    }

    /// <summary>Any one thing.</summary>
    public Message Next(TimeSpan? late = null)
    {
        lock (_lock)
            return Fact(Person(_random.Next(Settings.People)), Occurred() - (late ?? TimeSpan.Zero));
    }

    /// <summary>The next version of one of the rules: for the entire company, for groups, or for nobody.</summary>
    public Message Rule(bool forEverybody = false)
    {
        lock (_lock)
        {
            var number = _random.Next(RuleTraffic.Rules);
            return _rules.Next(number, forEverybody ? new Audience.EntireCompany() : AnyAudience(), Occurred());
        }
    }

    /// <summary>Each rule once.</summary>
    public IReadOnlyList<Message> FirstRules()
    {
        lock (_lock)
            return
            [
                .. Enumerable
                    .Range(0, RuleTraffic.Rules)
                    .Select(number =>
                        _rules.Next(number, number == 0 ? new Audience.EntireCompany() : new Audience.Groups([Groups[number]]), Occurred())
                    ),
            ];
    }

    /// <summary>Something about one person.</summary>
    public Message About(string person)
    {
        lock (_lock)
            return Message.Of(Joined(person, Occurred()));
    }

    /// <summary>The same id, and another body.</summary>
    public Message Contradicting(Message said, string person)
    {
        lock (_lock)
            return Message.Of(Joined(person, Occurred()) with { MessageId = said.Id });
    }

    /// <summary>The same id and instant, and another body.</summary>
    public static Message ContradictingAtOnce(Message said)
    {
        var fact = JsonSerializer.Deserialize<GroupMembershipChanged>(said.Body, ContractJson.Options)!;
        return Message.Of(fact with { Joined = [Groups.First(group => !fact.Joined.Contains(group) && !fact.Left.Contains(group))] });
    }

    private Message Newcomer(int person) =>
        Message.Of(
            new UserCreated
            {
                MessageId = NextId(),
                OccurredAt = Occurred(),
                UserId = Person(person),
                Origin = FactOrigin.Integration,
                DisplayName = $"Person {person}",
                HiredOn = _random.Next(10) == 0 ? null : Hired(_random),
                Groups = [AnyOf(Groups)],
            }
        );

    private Message Fact(string person, DateTimeOffset at) =>
        _random.Next(100) switch
        {
            < 36 => Message.Of(Joined(person, at) with { EffectiveOn = Later(at) }),
            < 50 => Message.Of(
                new ActivityCompleted
                {
                    MessageId = NextId(),
                    OccurredAt = at,
                    UserId = person,
                    ActivityId = Activity(_random.Next(5)),
                    CompletedOn = VirtualClock.Calendar.DateOf(at).AddDays(-_random.Next(40)),
                }
            ),
            < 58 => Message.Of(
                new UserDeactivated
                {
                    MessageId = NextId(),
                    OccurredAt = at,
                    UserId = person,
                    EffectiveOn = Later(at),
                }
            ),
            < 70 => Message.Of(
                new UserReactivated
                {
                    MessageId = NextId(),
                    OccurredAt = at,
                    UserId = person,
                    EffectiveOn = Later(at),
                }
            ),
            < 77 => Message.Of(
                new UserUpdated
                {
                    MessageId = NextId(),
                    OccurredAt = at,
                    UserId = person,
                    HiredOn = Hired(_random),
                }
            ),
            < 86 => Message.Of(
                new UserCreated
                {
                    MessageId = NextId(),
                    OccurredAt = at,
                    UserId = person,
                    Origin = AnyOrigin(),
                    Groups = [AnyOf(Groups)],
                    HiredOn = Hired(_random),
                    EffectiveOn = Later(at),
                }
            ),
            < 96 => _decisions.Next(person, Activity(_random.Next(5)), AnyOf(Groups), at),
            _ => Nonsense(person),
        };

    private GroupMembershipChanged Joined(string person, DateTimeOffset at)
    {
        var joined = _random.Next(Groups.Length);
        return new GroupMembershipChanged
        {
            MessageId = NextId(),
            OccurredAt = at,
            UserId = person,
            Origin = AnyOrigin(),
            Joined = [Groups[joined]],
            Left = _random.Next(2) == 0 ? [] : [Groups[(joined + 1 + _random.Next(Groups.Length - 1)) % Groups.Length]],
        };
    }

    private Message Nonsense(string person)
    {
        var id = NextId();
        return new Message(id, nameof(UserDeactivated), $$"""{"messageId":"{{id}}","occurredAt":"the day before","userId":"{{person}}"}""");
    }

    private Audience AnyAudience() =>
        _random.Next(6) switch
        {
            0 => new Audience.EntireCompany(),
            1 => new Audience.None(),
            _ => new Audience.Groups([AnyOf(Groups), .. _random.Next(2) == 0 ? Array.Empty<string>() : ["group-9"]])
            {
                ExceptGroupIds = _random.Next(3) == 0 ? [AnyOf(Groups)] : null,
            },
        };

    /// <summary>Most facts hold since they occurred.</summary>
    private DateOnly? Later(DateTimeOffset at) =>
        _random.Next(8) == 0 ? VirtualClock.Calendar.DateOf(at).AddDays(1 + _random.Next(10)) : null;

    private DateTimeOffset Occurred() => _clock.Now.AddSeconds(-_random.Next(3600));

    private FactOrigin AnyOrigin() => _random.Next(2) == 0 ? FactOrigin.UserInterface : FactOrigin.Integration;

    private T AnyOf<T>(T[] all) => all[_random.Next(all.Length)];

    private string NextId() => $"m-{_seed.ToString(CultureInfo.InvariantCulture)}-{(++_sent).ToString(CultureInfo.InvariantCulture)}";
}
