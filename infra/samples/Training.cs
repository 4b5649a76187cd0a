using Enrollment.Contracts;

namespace Enrollment.Samples;

/// <summary>
/// The completions of each person. A person's plans follow the rules roughly, so that most completions are on time; the system that reads
/// the facts applies the rules.
/// </summary>
internal sealed class Training(DateOnly start, RulesInForce rules, Chance chance, FactLog log)
{
    /// <summary>Plans each activity that a rule in force asks of the person for the first time.</summary>
    public void PlanWhatIsNew(Person person)
    {
        var learner = person.AsLearner();
        foreach (var rule in rules.Matching(learner, log.Today).Where(rule => person.Activities.Add(rule.ActivityId.Value)))
            Plan(person, rule.ActivityId.Value, log.Today, DueDates.First(rule.Terms, log.Today));
    }

    /// <summary>Completions from before the first day of people who were hired before it.</summary>
    public void PlanEarlierCompletions(Person person)
    {
        if (chance.Happens(0.2))
            person.Plans.Add(new("fire-safety", start.AddDays(-chance.Between(1, 400)), start, Due: null));
        if (chance.Happens(0.15))
            person.Plans.Add(new("code-of-conduct", start.AddDays(-chance.Between(30, 900)), start, Due: null));
    }

    public void PlanAfterReturn(Person person)
    {
        foreach (var activity in person.Activities.Where(activity => person.Plans.TrueForAll(plan => plan.Activity != activity)))
            Plan(person, activity, log.Today, log.Today.AddDays(30));
    }

    public void ReportCompletions(Person person)
    {
        foreach (var plan in person.Plans.Where(plan => plan.Reported <= log.Today).ToList())
        {
            person.Plans.Remove(plan);
            if (person.Active || !chance.Happens(0.9))
                Report(person, plan);
        }
    }

    private void Report(Person person, PlannedCompletion plan)
    {
        var sameDay = plan.Reported == plan.Done && (plan.Due is null || log.Today <= plan.Due || plan.Done > plan.Due);
        var completedOn = sameDay && chance.Happens(0.8) && plan.Done >= start ? log.Today : plan.Done;
        log.Add(
            FactLog.Work,
            at => new ActivityCompleted
            {
                OccurredAt = at,
                UserId = person.Id,
                ActivityId = plan.Activity,
                CompletedOn = completedOn,
            }
        );
        PlanNext(person, plan.Activity, completedOn);
    }

    private void PlanNext(Person person, string activity, DateOnly completedOn)
    {
        var rule = rules.Matching(person.AsLearner(), log.Today).FirstOrDefault(rule => rule.ActivityId.Value == activity);
        if (completedOn < start || rule is null || DueDates.Next(rule.Terms, completedOn) is not { } due)
            return;
        var visible = due.AddDays(-(rule.Terms.DaysBeforeDue ?? 45));
        Plan(person, activity, visible > completedOn ? visible : completedOn.AddDays(1), due);
    }

    /// <summary>Of 100 completions 86 are on time, 8 late, 6 never happen; 4 of 100 are reported weeks afterwards.</summary>
    private void Plan(Person person, string activity, DateOnly from, DateOnly? due)
    {
        var days = Math.Max(1, (due?.DayNumber ?? from.DayNumber + 90) - from.DayNumber);
        DateOnly? planned = chance.Next() switch
        {
            < 0.80 => from.AddDays(chance.Between(1, days + 1)),
            < 0.86 => from.AddDays(chance.Between(0, 4)),
            < 0.94 => from.AddDays(days + chance.Between(1, 45)),
            _ => null,
        };
        if (planned is not { } done)
            return;
        var reported = chance.Happens(0.04) ? done.AddDays(chance.Between(10, 40)) : done;
        person.Plans.Add(new(activity, done, reported, due));
    }
}

/// <summary>A completion to come: of an activity, on a date, reported on the same or a later one.</summary>
internal sealed record PlannedCompletion(string Activity, DateOnly Done, DateOnly Reported, DateOnly? Due);
