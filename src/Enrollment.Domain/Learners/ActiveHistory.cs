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

    /// <summary>
    /// It begins with the latest fact that version 1 of the semantics kept. What came before that fact is only in the learner's stream.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsPartial { get; init; }

    /// <summary>The fact that holds.</summary>
    [JsonIgnore]
    public Stamped<bool>? Latest => Facts.IsEmpty ? null : Facts[^1];

    /// <summary>The first fact that said the same as the latest, without the opposite in between; null where it is not known.</summary>
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
            return first == 0 && IsPartial ? null : Facts[first].At;
        }
    }

    /// <summary>
    /// The first fact that said the opposite of the latest, without the latest's own in between; null where nothing did, or where that fact
    /// is not known.
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
            return last == 0 && IsPartial ? null : Facts[last].At;
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
        return this with { Facts = Facts.Insert(place, new(active, stamp)) };
    }

    /// <summary>The history of a learner of whom version 1 kept the latest fact.</summary>
    public static ActiveHistory PartOf(Stamped<bool> latest) => new() { Facts = [latest], IsPartial = true };
}
