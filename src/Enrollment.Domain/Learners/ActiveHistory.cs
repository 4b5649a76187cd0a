using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Enrollment.Domain.Learners;

/// <summary>
/// Every fact that said whether the learner is active, in the order in which they hold. All are kept, because a fact that arrives late can
/// be the opposite in between (semantics 7).
/// </summary>
public sealed record ActiveHistory
{
    /// <summary>Nobody ever said anything.</summary>
    public static ActiveHistory Empty { get; } = new();

    /// <summary>The facts.</summary>
    public ImmutableList<Stamped<bool>> Facts { get; init; } = [];

    /// <summary>The fact that holds.</summary>
    [JsonIgnore]
    public Stamped<bool>? Latest => Facts.IsEmpty ? null : Facts[^1];

    /// <summary>The first fact that said the same as the latest, without the opposite in between.</summary>
    [JsonIgnore]
    public Stamp? Since
    {
        get
        {
            if (Facts.IsEmpty)
                return null;
            var first = Facts.Count - 1;
            while (first > 0 && Facts[first - 1].Value == Facts[^1].Value)
                first--;
            return Facts[first].At;
        }
    }

    /// <summary>
    /// The first fact that said the opposite of the latest, without the latest's own in between; null where nothing did.
    /// </summary>
    [JsonIgnore]
    public Stamp? OppositeSince
    {
        get
        {
            var last = Facts.FindLastIndex(fact => fact.Value != Facts[^1].Value);
            if (last < 0)
                return null;
            while (last > 0 && Facts[last - 1].Value == Facts[last].Value)
                last--;
            return Facts[last].At;
        }
    }

    /// <summary>With one more fact; the same instance where it is known.</summary>
    public ActiveHistory With(bool active, Stamp stamp)
    {
        var place = Facts.Count;
        while (place > 0 && !stamp.Supersedes(Facts[place - 1].At))
            place--;
        if (place < Facts.Count && Facts[place].At == stamp)
            return this;
        return new ActiveHistory { Facts = Facts.Insert(place, new(active, stamp)) };
    }
}
