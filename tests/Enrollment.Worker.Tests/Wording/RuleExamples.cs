using Enrollment.Domain;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Learners;
using Enrollment.Domain.Rules;
using Enrollment.Queries.Wording.Rules;
using static Enrollment.Worker.Tests.Wording.Samples;

namespace Enrollment.Worker.Tests.Wording;

/// <summary>Every form of a rule and of its terms, its conditions for a learner, and its saves.</summary>
internal static class RuleExamples
{
    private static readonly Interval Half = new(6, IntervalUnit.Months);
    private static readonly GroupId[] BothGroups = [Warehouse, Drivers];

    private static readonly Terms FullTerms = SafetyTerms with
    {
        Due = new Due.Within(10) { FromHireDate = true },
        AlsoCompletedBy = [new ActivityId("first-aid"), new ActivityId("rescue")],
        BeginsAgainWhenHiredAgain = true,
        Reminders = new ReminderTerms([30, 7, 1], 7),
    };

    public static readonly IReadOnlyList<Terms> AllTerms =
    [
        FullTerms,
        FullTerms with
        {
            Reminders = new ReminderTerms([1], null),
        },
        FullTerms with
        {
            Reminders = new ReminderTerms([], 1),
        },
        SafetyTerms,
        SafetyTerms with
        {
            Requirement = Requirement.Recommended,
            Due = null,
        },
        SafetyTerms with
        {
            Due = new Due.On(DueDay),
            DaysBeforeDue = 1,
            PriorCompletions = new PriorCompletions.Honor(),
        },
        new(
            Requirement.Required,
            new Recurrence.Annual(Half),
            new Due.EachYearOn(11, 30),
            new Due.On(DueDay),
            DaysBeforeDue: 30,
            new PriorCompletions.Ignore()
        ),
        new(Requirement.Required, new Recurrence.Annual(), new Due.EachYearOn(2, 29)),
        new(Requirement.Required, new Recurrence.Custom(Half), PriorCompletions: new PriorCompletions.LookBackDays(90)),
        .. Enum.GetValues<IntervalUnit>()
            .Select(unit => new Terms(
                Requirement.Required,
                new Recurrence.Custom(new Interval(1, unit), FromPreviousDue: true),
                InitialDue: new Due.Within(1)
            )),
    ];

    /// <summary>With everything that a rule can say (semantics 11).</summary>
    public static readonly Rule FullRule = SafetyRule with
    {
        Audience = new Audience.EntireCompany { Except = [Drivers] },
        ActiveFrom = Day,
        ActiveUntil = Later,
        WithdrawsWhenOver = true,
        NotBeforeHireDate = true,
        Terms = FullTerms,
    };

    public static readonly IReadOnlyList<Audience> Audiences =
    [
        new Audience.None(),
        new Audience.EntireCompany(),
        new Audience.Groups([Warehouse, Drivers]),
        new Audience.EntireCompany { Except = [Drivers] },
        new Audience.Groups([Warehouse]) { Except = [Drivers, new GroupId("contractors")] },
    ];

    public static IEnumerable<Example> All() =>
        [
            .. AllTerms.SelectMany(OfTerms),
            .. Audiences.Select(audience => Example.Of("audience", () => AudienceText.Of(audience))),
            .. Audiences.Select(audience => Example.Of("audience without exceptions", () => AudienceText.Included(audience))),
            Example.Of("audience", () => AudienceText.Matched(null)),
            Example.Of("audience", () => AudienceText.Matched(new[] { Warehouse })),
            .. Enum.GetValues<ConditionKind>().SelectMany(OfCondition),
            .. Learners().SelectMany(OfLearner),
            .. Results(),
            .. Evaluations(),
            .. Saves(),
            .. Previews(),
        ];

    private static IEnumerable<Example> OfTerms(Terms terms)
    {
        var rule = SafetyRule with { Terms = terms };
        yield return Example.Of("terms", () => TermsText.Of(terms));
        yield return Example.Of("terms", () => RuleText.Fields(rule).Skip(4).Select(field => field.Field + " = " + field.Words));
        yield return Example.Of("terms", () => TermsText.Of(terms.Recurrence));
        yield return Example.Of("terms", () => TermsText.Due(terms));
        yield return Example.Of("terms", () => TermsText.Visible(terms.DaysBeforeDue));
        yield return Example.Of("terms", () => TermsText.PriorCompletions(terms.PriorCompletions));
        yield return Example.Of("terms", () => TermsText.AlsoCompletedBy(terms.AlsoCompletedBy));
        yield return Example.Of("terms", () => TermsText.HiredAgain(terms.BeginsAgainWhenHiredAgain));
        yield return Example.Of("terms", () => TermsText.Reminders(terms.Reminders));
        if (terms.Due is { } due)
            yield return Example.Of("terms", () => TermsText.Of(due));
    }

    private static IEnumerable<Example> OfCondition(ConditionKind kind) =>
        from audience in Audiences
        let rule = SafetyRule with
        {
            Audience = audience,
            HiredAfter = Day,
            ActiveFrom = Day,
            ActiveUntil = audience is Audience.EntireCompany ? Later : Day.AddDays(-1),
            NotBeforeHireDate = true,
        }
        from example in OfCondition($"condition {kind} of a rule", kind, rule)
        select example;

    private static IEnumerable<Example> OfCondition(string subject, ConditionKind kind, Rule rule)
    {
        yield return Example.Of(subject, () => RuleConditionText.Requires(kind, rule));
        foreach (var learner in Learners())
            yield return Example.Of(subject, () => RuleConditionText.Value(kind, rule, learner, Exemptions, Day, Calendar));
    }

    private static readonly ExemptionRecorded[] Exemptions = [DecisionExamples.Granted];

    /// <summary>The last has facts that hold from a later date on, and a hire date to come.</summary>
    private static IEnumerable<Learner> Learners()
    {
        var unknown = new Learner(new LearnerId("u0042"));
        var created = unknown with { Created = Stamp("message-1") };
        yield return unknown;
        yield return created;
        var active = created.With(new LearnerCreated(Stamp("message-1"), Day, Active: true, [Warehouse], AtOnce: false));
        yield return active;
        yield return active
            .With(new LearnerDeactivated(new Stamp(Instant.AddDays(1), "message-2")))
            .With(new MembershipChanged(new Stamp(Instant.AddDays(1), "message-3"), [Drivers], [Warehouse], AtOnce: false));
        yield return created
            .With(new LearnerCreated(LaterStamp, Later, Active: null, [Warehouse], AtOnce: false))
            .With(new MembershipChanged(LaterStamp with { MessageId = "message-2" }, [], [Drivers], AtOnce: false))
            .With(new LearnerDeactivated(LaterStamp with { MessageId = "message-4" }));
    }

    private static IEnumerable<Example> OfLearner(Learner learner) =>
        [
            Example.Of("learner", () => LearnerText.Active(learner, Calendar)),
            Example.Of("learner", () => LearnerText.Memberships(BothGroups, learner, Calendar)),
            Example.Of("learner", () => LearnerText.Hired(learner, Day)),
        ];

    private static IEnumerable<Example> Results() =>
        [
            Example.Of("result of a condition", () => RuleConditionText.Result(true)),
            Example.Of("result of a condition", () => RuleConditionText.Result(false)),
            Example.Of("result of a condition", () => RuleConditionText.Result(null)),
        ];

    private static IEnumerable<Example> Evaluations() =>
        [
            Example.Of("evaluation of a rule", () => VerdictText.OtherVersion(1, 2, Day)),
            Example.Of("evaluation of a rule", () => VerdictText.MatchesNow(Day)),
            Example.Of("evaluation of a rule", () => VerdictText.WasExempt(Day)),
            Example.Of("evaluation of a rule", () => VerdictText.MatchesNoLonger(1, Day)),
            Example.Of("evaluation of a rule", () => RuleText.Matched(SafetyRuleId, 1, new[] { Warehouse }, "Fire code 7.2")),
            Example.Of("evaluation of a rule", () => RuleText.Matched(SafetyRuleId, 1, null, null)),
            Example.Of("evaluation of a rule", () => RuleText.Matched(Sources(0))),
            Example.Of("evaluation of a rule", () => RuleText.Matched(Sources(2))),
        ];

    private static (RuleId, int, IReadOnlyList<GroupId>?)[] Sources(int count) =>
        [
            .. new (RuleId, int, IReadOnlyList<GroupId>?)[] { (SafetyRuleId, 1, [Warehouse]), (new RuleId("fire-rule"), 3, null) }.Take(
                count
            ),
        ];

    private static IEnumerable<Example> Saves()
    {
        const string Subject = "save of a rule";
        var after = SafetyRule with { Audience = new Audience.EntireCompany(), HiredAfter = Day, Reason = null };
        return
        [
            Example.Of(Subject, () => RuleText.Fields(SafetyRule).Select(field => field.Field + ": " + field.Words)),
            Example.Of(Subject, () => RuleText.Fields(FullRule).Select(field => field.Field + ": " + field.Words)),
            Example.Of(Subject, () => RuleText.Differences(SafetyRule, FullRule).Select(difference => RuleSaveText.Changed(difference))),
            Example.Of(Subject, () => RuleText.Validity(FullRule)),
            Example.Of(Subject, () => RuleText.Differences(SafetyRule, after).Select(difference => RuleSaveText.Changed(difference))),
            Example.Of(Subject, () => RuleSaveText.Saved(Instant, "ann", Zone)),
            Example.Of(Subject, () => RuleSaveText.Saved(Instant, null, Zone)),
            Example.Of(Subject, () => RuleSaveText.InForce(true, Day)),
            Example.Of(Subject, () => RuleSaveText.InForce(true, null)),
            Example.Of(Subject, () => RuleSaveText.InForce(false, Day)),
            Example.Of(Subject, () => RuleSaveText.InForce(false, null)),
        ];
    }

    private static IEnumerable<Example> Previews() =>
        [
            Example.Of("preview of a rule", () => RulePreviewText.Title(2, Day, "safety")),
            Example.Of("preview of a rule", () => RulePreviewText.Undecided("u0042")),
            Example.Of("preview of a rule", () => RulePreviewText.Running(Day)),
            Example.Of("preview of a rule", () => RulePreviewText.Missed(Day)),
            Example.Of(
                "preview of a rule",
                () => RulePreviewText.Ended("safety-rule", 3, "2026-05-02 09:00:00", Day, "1 enrollment (1 open)", withdraws: false)
            ),
            Example.Of(
                "preview of a rule",
                () => RulePreviewText.Ended("safety-rule", 3, "2026-05-02 09:00:00", Day, "1 enrollment (1 open)", withdraws: true)
            ),
        ];
}
