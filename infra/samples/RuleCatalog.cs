using Enrollment.Contracts;

namespace Enrollment.Samples;

/// <summary>The rules that are saved in each week.</summary>
internal sealed class RuleCatalog(DateOnly until, DateOnly start)
{
    private readonly SampleRules _rules = new(until, start);

    /// <summary>
    /// The rules saved in a week, the last day's edit included. Together they use every field and value that a rule can have.
    /// </summary>
    public IEnumerable<AutoEnrollmentRuleSaved> SavedIn(int week) =>
        week switch
        {
            0 =>
            [
                SampleRules.Conduct,
                SampleRules.FireSafety,
                _rules.FireSafetyAtPlants,
                SampleRules.Privacy,
                SampleRules.FirstAid,
                SampleRules.Forklift,
                SampleRules.Tools,
            ],
            9 => [_rules.Phishing, SampleRules.SpeakUp],
            22 => [_rules.Welcome],
            30 => [SampleRules.Conduct with { Version = 2, Due = new Due.Within(21) }],
            41 => [_rules.Driving, _rules.Leadership],
            52 => [SampleRules.FireSafety with { Version = 2, Reason = "Fire code 7.2, second edition" }],
            60 => [SampleRules.SpeakUp with { Version = 2, Audience = new Audience.None() }],
            71 =>
            [
                SampleRules.Tools with
                {
                    Version = 2,
                    Requirement = Requirement.Required,
                },
                SampleRules.Privacy with
                {
                    Version = 2,
                    EnrolledOnDaysBeforeDue = 90,
                },
            ],
            104 => [_rules.Leadership with { Version = 2, Due = new Due.On(until.AddDays(60)) }],
            _ => [],
        };
}
