using Enrollment.Domain.Calendar;
using Enrollment.Domain.Deciding;
using Enrollment.Domain.Learners;
using Enrollment.Domain.Rules;

namespace Enrollment.Domain.Tests.Scenarios;

/// <summary>Evaluates one rule for the entire company against a learner who has always been active.</summary>
internal static class Evaluations
{
    private static readonly ActivityId Activity = new("a");
    private static readonly BusinessCalendar Calendar = new(TimeZoneInfo.Utc, new TimeOnly(2, 0));
    private static readonly Stamp Created = new(DateTimeOffset.MinValue, "created");
    private static readonly Learner Learner = new Learner(new("u")).With(new LearnerCreated(Created, null, true, [], false));

    public static EvaluateRules Of(Terms terms, StepContext context, bool matches = true) =>
        new(Activity, Learner, matches ? [RuleWith(terms)] : [], Calendar, context);

    private static Rule RuleWith(Terms terms) => new(new("r"), Activity, 1, new Audience.EntireCompany(), null, null, terms);
}
