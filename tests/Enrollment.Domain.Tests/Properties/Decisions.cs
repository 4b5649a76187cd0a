using Enrollment.Domain.Rules;
using FsCheck;
using FsCheck.Fluent;

namespace Enrollment.Domain.Tests.Properties;

/// <summary>Generates what version 2 of the semantics added: decisions about one learner (10) and what rules say more (11).</summary>
internal static class Decisions
{
    public static Gen<What> About(Gen<string> user, Gen<string> activity) =>
        Gen.Frequency(
            (
                2,
                from u in user
                from a in activity
                from id in Gen.Elements("x", "y")
                from start in Gen.Elements(-20, 0, 0, 10)
                from length in Gen.Elements<int?>(null, 0, 5, 90)
                select (What)new What.Exempted(u, a, id, start, length)
            ),
            (2, from u in user from a in activity from id in Gen.Elements("x", "y") select (What)new What.ExemptionEnded(u, a, id)),
            (2, from u in user from a in activity from days in Gen.Elements(-10, 0, 15, 100) select (What)new What.Extended(u, a, days)),
            (2, from u in user from a in activity from days in Gen.Elements(0, 0, 1, 5, 30) select (What)new What.Revoked(u, a, days))
        );

    public static Gen<Func<Rule, Rule>> Window(Gen<DateOnly> date) =>
        Gen.Frequency(
            (5, Gen.Constant<Func<Rule, Rule>>(rule => rule)),
            (1, date.Select(from => (Func<Rule, Rule>)(rule => rule with { ActiveFrom = from }))),
            (
                1,
                from until in date
                from withdraws in Gen.Elements(true, false)
                select (Func<Rule, Rule>)(rule => rule with { ActiveUntil = until, WithdrawsWhenOver = withdraws })
            ),
            (1, Gen.Constant<Func<Rule, Rule>>(rule => rule with { NotBeforeHireDate = true }))
        );

    public static Gen<Func<Terms, Terms>> MoreTerms(string otherActivity) =>
        Gen.Frequency(
            (4, Gen.Constant<Func<Terms, Terms>>(terms => terms)),
            (1, Gen.Constant<Func<Terms, Terms>>(terms => terms with { AlsoCompletedBy = [new ActivityId(otherActivity)] })),
            (1, Gen.Constant<Func<Terms, Terms>>(terms => terms with { BeginsAgainWhenHiredAgain = true })),
            (1, Gen.Constant<Func<Terms, Terms>>(terms => terms with { Reminders = new ReminderTerms([1, 7, 30], 7) }))
        );
}
