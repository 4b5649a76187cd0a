using Enrollment.Domain.Deciding;
using Enrollment.Domain.Rules;

namespace Enrollment.Storage.Nights;

/// <summary>The rule versions of one run, which are fixed when it is planned and the same for all learners (semantics 4).</summary>
public sealed record NightlyRules(
    string Id,
    DateOnly BusinessDate,
    DateOnly? PreviousRun,
    IReadOnlyList<RuleSaved> Saves,
    IReadOnlyList<RuleChange> Changes
)
{
    /// <summary>The first run by this version of the semantics, after an earlier one: it evaluates every learner.</summary>
    [System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingDefault)]
    public bool AdoptsSemantics { get; init; }

    public static string KeyOf(DateOnly date) => date.ToString("yyyy-MM-dd", null);

    /// <summary>With the differences from the run before. A rule also differs that has begun or ended since then (semantics 11).</summary>
    public static NightlyRules Of(DateOnly date, IReadOnlyList<RuleSaved> saves, NightlyRules? previous)
    {
        var before = previous?.Saves.ToDictionary(save => save.Rule.Id) ?? [];
        var changes = saves
            .Where(save =>
                before.GetValueOrDefault(save.Rule.Id)?.Stamp != save.Stamp || save.BeginsOrEnds(previous!.BusinessDate, date).Any()
            )
            .Select(save => new RuleChange(save, before.GetValueOrDefault(save.Rule.Id)));
        return new NightlyRules(KeyOf(date), date, previous?.BusinessDate, saves, [.. changes]);
    }
}

/// <summary>A rule that is new, was saved again, has begun or has ended since the run before.</summary>
public sealed record RuleChange(RuleSaved Now, RuleSaved? Before)
{
    /// <summary>Whether it was saved. Otherwise only the calendar changed it.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsSaved => Before?.Stamp != Now.Stamp;

    /// <summary>Two if an edit moved the rule to another activity.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public IEnumerable<string> Activities => new[] { Now.Rule.ActivityId.Value, (Before ?? Now).Rule.ActivityId.Value }.Distinct();

    [System.Text.Json.Serialization.JsonIgnore]
    public IEnumerable<string> Groups => Now.Rule.Audience is Audience.Groups groups ? groups.Ids.Select(id => id.Value) : [];

    [System.Text.Json.Serialization.JsonIgnore]
    public bool ConcernsEverybody => Now.Rule.Audience is Audience.EntireCompany;
}

/// <summary>The dates on which a rule begins or ends by itself.</summary>
public static class RuleDates
{
    /// <summary>Those after the run before, up to the date of a run: the first date of the rule, and the one after its last.</summary>
    public static IEnumerable<DateOnly> BeginsOrEnds(this RuleSaved saved, DateOnly after, DateOnly upTo) =>
        NextLook.DatesOf(saved.Rule).Where(date => date > after && date <= upTo);
}
