using Enrollment.Domain.Deciding;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Learners;
using Enrollment.Domain.Rules;
using FsCheck.NUnit;

namespace Enrollment.Domain.Tests.Properties;

/// <summary>
/// Semantics 11: a learner who will match, or stop matching, by the calendar alone is looked at in the run of that date, and only then. The
/// dates are those that facts name (<see cref="NextLook"/>) and that of the current period.
/// </summary>
[OfPlans(60)]
public sealed class When_nothing_is_to_come
{
    [FsCheck.NUnit.Property]
    public void Should_change_nothing_in_the_nights_that_need_no_look(Plan plan)
    {
        var followed = new Followed(plan.MinimumDays);
        for (var day = 0; day <= Plan.Days; day++)
        {
            var needsLook = followed.NeedsLook(day);
            var events = followed.Night(day);
            if (!needsLook)
                events.Should().BeEmpty($"nothing arrived before the night of day {day}, and no date came");
            foreach (var happening in plan.After(day))
                followed.Arrive(happening);
        }
    }

    // What is recorded says when to look next, so a date that has passed must not come back.
    [FsCheck.NUnit.Property]
    public void Should_never_ask_for_a_date_that_a_run_has_dealt_with(Plan plan, byte everySoManyDays)
    {
        var followed = new Followed(plan.MinimumDays);
        var apart = 1 + (everySoManyDays % 20);
        for (var day = 0; day <= Plan.Days; day++)
        {
            if (day % apart == 0)
            {
                followed.Night(day);
                (followed.State.NextDate <= Happening.Start.AddDays(day)).Should().BeFalse($"the night of day {day} looked at the period");
            }
            foreach (var happening in plan.After(day))
                followed.Arrive(happening);
        }
    }

    /// <summary>One learner and activity, with the dates on which a night has to look at them.</summary>
    private sealed class Followed(int minimumDays)
    {
        private readonly Dictionary<RuleId, RuleSaved> _rules = [];
        private readonly SortedSet<DateOnly> _dates = [];
        private Learner _learner = new(new LearnerId("u"));
        private bool _arrived;
        private DateOnly _lastNight = Happening.Start.AddDays(-1);

        public EnrollmentState State { get; private set; } = EnrollmentState.Empty;

        public bool NeedsLook(int day)
        {
            var date = Happening.Start.AddDays(day);
            return _arrived || State.NextDate <= date || _dates.GetViewBetween(_lastNight.AddDays(1), date).Count > 0;
        }

        public List<EnrollmentEvent> Night(int day)
        {
            var date = Happening.Start.AddDays(day);
            var instant = Happening.Calendar.NightlyInstant(date);
            var context = StepContext.OfRun(date, instant, minimumDays) with { ShortAbsenceDays = minimumDays };
            _learner = _learner.At(instant);
            var rules = _rules.Values.Select(saved => saved.Rule).ToArray();
            var events = Decide(new EvaluateRules(new ActivityId("a"), _learner, rules, Happening.Calendar, context));
            events.AddRange(Decide(new RollOver(date, context.Cause)));
            (_arrived, _lastNight) = (false, date);
            return events;
        }

        public void Arrive(Happening happening)
        {
            if (happening.Saved is { } saved)
                Save(saved);
            else if (happening.About("u") is { } fact)
                Learn(fact);
            else if (happening.CommandFor("u", "a", _lastNight) is { } command)
                Take(command);
        }

        private void Save(RuleSaved saved)
        {
            _arrived = true;
            _rules[saved.Rule.Id] = saved;
            _dates.UnionWith(NextLook.DatesOf(saved.Rule));
        }

        private void Learn(LearnerFact fact)
        {
            _arrived = true;
            _learner = _learner.With(fact);
            _dates.UnionWith(NextLook.DatesOf(fact, Happening.Calendar));
        }

        private void Take(EnrollmentCommand command)
        {
            _arrived = true;
            _dates.UnionWith(Decide(command).OfType<ExemptionRecorded>().SelectMany(NextLook.DatesOf));
        }

        private List<EnrollmentEvent> Decide(EnrollmentCommand command)
        {
            var events = EnrollmentDecider.Decide(State, command).ToList();
            State = events.Aggregate(State, (current, recorded) => current.Apply(recorded));
            return events;
        }
    }
}
