using Enrollment.Domain.Deciding;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Learners;
using Enrollment.Domain.Rules;
using FsCheck.NUnit;

namespace Enrollment.Domain.Tests.Properties;

/// <summary>
/// Semantics 11: a learner who will match, or stop matching, by the calendar alone is looked at in the run of that date, and only then.
/// </summary>
[Properties(Arbitrary = [typeof(Plans)], MaxTest = 30, QuietOnSuccess = true)]
public sealed class When_nothing_is_to_come
{
    private static readonly ActivityId Activity = new("a");

    [FsCheck.NUnit.Property]
    public void Should_change_nothing_in_the_nights_before_the_next_look(Plan plan)
    {
        var (state, learner, rules) = (EnrollmentState.Empty, new Learner(new LearnerId("u")), new Dictionary<RuleId, RuleSaved>());
        var look = (DateOnly?)DateOnly.MinValue;
        for (var day = 0; day <= Plan.Days; day++)
        {
            var date = Happening.Start.AddDays(day);
            var instant = Happening.Calendar.NightlyInstant(date);
            var events = Night(state, learner.At(instant), rules, date, instant);
            if (look is null || date < look)
                events.Should().BeEmpty($"nothing arrived, and the next look is on {look:yyyy-MM-dd}");
            state = events.Aggregate(state, (current, recorded) => current.Apply(recorded));
            learner = learner.At(instant);
            var arrived = false;
            foreach (var happening in plan.After(day))
                arrived |= happening.TellTo(ref learner, rules);
            look = arrived ? DateOnly.MinValue : NextLook.After(state, learner, InForce(rules), Happening.Calendar, date);
        }
    }

    private static List<EnrollmentEvent> Night(
        EnrollmentState state,
        Learner learner,
        Dictionary<RuleId, RuleSaved> rules,
        DateOnly date,
        DateTimeOffset instant
    )
    {
        var context = StepContext.OfRun(date, instant, minimumDays: 0);
        var batch = EnrollmentDecider.Decide(state, new EvaluateRules(Activity, learner, [.. InForce(rules)], Happening.Calendar, context));
        var after = batch.Aggregate(state, (current, recorded) => current.Apply(recorded));
        return [.. batch, .. EnrollmentDecider.Decide(after, new RollOver(date, context.Cause))];
    }

    private static IEnumerable<Rule> InForce(Dictionary<RuleId, RuleSaved> rules) => rules.Values.Select(saved => saved.Rule);
}
