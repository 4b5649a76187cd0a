using FsCheck.NUnit;

namespace Enrollment.Domain.Tests.Properties;

/// <summary>
/// Replay equals reality: what is said later of a day, from what was known on it, is what a run stopped on that day shows.
/// </summary>
[OfPlans(30)]
public sealed class When_the_past_is_asked_for
{
    [FsCheck.NUnit.Property]
    public void Should_show_for_every_day_what_a_run_stopped_on_that_day_shows(Plan plan)
    {
        var history = new History(plan.MinimumDays);
        var diary = new Diary(history.Organization);
        for (var day = 0; day <= Plan.Days; day++)
        {
            history.Night(day);
            diary.Note(Happening.Start.AddDays(day));
            history.Arrive(plan.After(day));
        }

        diary.ShouldBeFoundAgain();
    }

    [FsCheck.NUnit.Property]
    public void Should_show_what_a_run_shows_that_caught_up_on_missed_nights(Plan plan)
    {
        const int EverySoManyDays = 9;
        var history = new History(plan.MinimumDays);
        var diary = new Diary(history.Organization);
        for (var day = 0; day <= Plan.Days; day++)
        {
            if (day % EverySoManyDays == 0)
            {
                history.Night(day, Happening.Start.AddDays(day - EverySoManyDays));
                diary.Note(Happening.Start.AddDays(day));
            }

            history.Arrive(plan.After(day));
        }

        diary.ShouldBeFoundAgain();
    }

    [FsCheck.NUnit.Property]
    public void Should_fold_what_was_recorded_up_to_every_moment_to_the_state_of_that_moment(Plan plan)
    {
        var history = new History(plan.MinimumDays);
        var diary = new Diary(history.Organization);
        for (var day = 0; day <= Plan.Days; day++)
        {
            history.Night(day);
            diary.ShouldFoldToTheStatesOfThisMoment();
            foreach (var happening in plan.After(day))
            {
                history.Arrive([happening]);
                diary.ShouldFoldToTheStatesOfThisMoment();
            }
        }
    }
}
