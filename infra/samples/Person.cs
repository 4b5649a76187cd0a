using System.Globalization;
using Enrollment.Domain;
using Enrollment.Domain.Learners;

namespace Enrollment.Samples;

internal sealed class Person
{
    public static readonly string[] FamilyNames =
    [
        .. "Abel Berg Costa Dietz Engel Fuchs Garcia Hansen Ito Jansen Kowal Larsen Meyer Novak Okoro Petit Quist Rossi Silva Tanaka".Split(
            ' '
        ),
        .. "Umar Vogel Weber Yilmaz Zeman".Split(' '),
    ];

    private static readonly string[] GivenNames =
    [
        .. "Ada Bo Carla Dmitri Elif Farid Grace Hiro Ines Jamal Katja Liam Mei Nadia Omar Pia Quentin Rosa Sven Tara".Split(' '),
        .. "Uma Viktor Wanda Yusuf Zoe".Split(' '),
    ];

    private static readonly Stamp SomeTime = new(default, "");

    public required string Id { get; init; }
    public required string Name { get; init; }
    public required string Email { get; init; }

    /// <summary>The day on which the system was told of the person.</summary>
    public required DateOnly Since { get; init; }

    public required HashSet<string> Groups { get; init; }
    public DateOnly? HiredOn { get; set; }
    public bool Active { get; set; } = true;

    /// <summary>Inactive without return.</summary>
    public bool Left { get; set; }

    /// <summary>The activities that a rule has asked of the person at some time.</summary>
    public HashSet<string> Activities { get; } = [];

    public List<PlannedCompletion> Plans { get; } = [];

    public static Person Numbered(int number, DateOnly since, Chance chance)
    {
        var given = chance.Pick(GivenNames);
        var family = chance.Pick(FamilyNames);
        var id = string.Create(CultureInfo.InvariantCulture, $"u{number:0000}");
        return new()
        {
            Id = id,
            Since = since,
            Name = $"{given} {family}",
            Email = $"{given}.{family}.{id}@example.org".ToLowerInvariant(),
            Groups = Samples.Groups.PickFor(chance),
        };
    }

    /// <summary>The person as the domain's rules see an active learner; plans are made for inactive people too.</summary>
    public Learner AsLearner() =>
        new Learner(new LearnerId(Id)).With(
            new LearnerCreated(SomeTime, HiredOn, Active: true, [.. Groups.Select(group => new GroupId(group))], AtOnce: false)
        );
}
