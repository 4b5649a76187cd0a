using System.Globalization;
using Enrollment.Chaos.Publishing;
using Enrollment.Domain;
using Enrollment.Domain.Deciding;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Learners;
using Enrollment.Domain.Rules;
using Enrollment.Storage.Access;
using Enrollment.Storage.Enrollments;

namespace Enrollment.Chaos.Judging;

/// <summary>
/// The ledger, replayed through the pure core, gives the stored state: each learner is the fold of the ledger's facts; the rules that hold
/// are those of the ledger; and the last night once more over these learners, rules and recorded facts would change no enrollment.
/// A night more could: exemptions, rules and facts begin and end by the calendar alone. Orders of retraining are left out, because a night
/// that ran again carries none out.
/// </summary>
internal sealed class ModelCheck(
    LedgerSummary account,
    SystemState stored,
    RecordingCheck recordings,
    IReadOnlySet<string> applied,
    DateOnly lastNight
)
{
    private const int MinimumDays = 7;

    private const int ShortAbsenceDays = 7;

    private DateTimeOffset LastInstant => VirtualClock.Calendar.NightlyInstant(lastNight);

    public void Check(Verdict verdict)
    {
        var learners = Learners();
        foreach (var document in stored.Learners)
            if (
                Describe(document.Learner.At(LastInstant)) is var is_
                && Describe(learners.GetValueOrDefault(document.Id) ?? new Learner(new LearnerId(document.Id))) is var should
                && is_ != should
            )
                verdict.AddFinding("model", $"learner {document.Id} is {is_} and should be {should}");
        foreach (var missing in learners.Keys.Except(stored.Learners.Select(document => document.Id)))
            verdict.AddFinding("model", $"learner {missing} has no document");
        var rules = Rules();
        foreach (var learner in learners.Values)
        foreach (var activity in rules.Select(rule => rule.ActivityId).Distinct())
            Check(learner, activity, rules, verdict);
    }

    /// <summary>What is wrong with an enrollment is what the last night would change when it ran again.</summary>
    private void Check(Learner learner, ActivityId activity, IReadOnlyCollection<Rule> rules, Verdict verdict)
    {
        var key = StreamKeys.Of(activity, learner.Id);
        var state = stored.Enrollments.GetValueOrDefault(key) ?? EnrollmentState.Empty;
        var context = StepContext.OfRun(lastNight, LastInstant, MinimumDays) with { ShortAbsenceDays = ShortAbsenceDays };
        var missing = EnrollmentDecider
            .Decide(
                state,
                new EvaluateRules(activity, learner, rules, VirtualClock.Calendar, context).WithCompletionsOf(other =>
                    stored.Enrollments.GetValueOrDefault(other.Stream) ?? EnrollmentState.Empty
                )
            )
            .Concat(TimelineDiff.Between(state, state.Replay, lastNight, context.Cause))
            .ToArray();
        if (missing.Length > 0)
            verdict.AddFinding(
                "model",
                $"{key}: missing {string.Join(", ", missing.Select(change => change.GetType().Name))}; last judged: "
                    + $"{Describe(state.LastJudged)}; would be: {Describe(missing.OfType<SourcesJudged>().FirstOrDefault())}"
            );
    }

    private Dictionary<string, Learner> Learners()
    {
        var learners = new Dictionary<string, Learner>(StringComparer.Ordinal);
        foreach (var body in Applied())
            if (LedgerFacts.Learner(body) is var (learner, fact))
                learners[learner] = (learners.GetValueOrDefault(learner) ?? new Learner(new LearnerId(learner))).With(fact);
        return learners.ToDictionary(entry => entry.Key, entry => entry.Value.At(LastInstant), StringComparer.Ordinal);
    }

    private Rule[] Rules()
    {
        var rules = new Dictionary<RuleId, RuleSaved>();
        foreach (var saved in Applied().Select(LedgerFacts.Rule).OfType<RuleSaved>())
            if (saved.Replaces(rules.GetValueOrDefault(saved.Rule.Id)))
                rules[saved.Rule.Id] = saved;
        return [.. rules.Values.Select(saved => saved.Rule)];
    }

    private IEnumerable<Message> Applied() => account.Attempted.Keys.Where(applied.Contains).SelectMany(recordings.Effective);

    private static string Describe(SourcesJudged? judged) =>
        judged is null
            ? "never"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"on {judged.On:yyyy-MM-dd}{(judged.InRun ? "" : $" at once by {judged.Cause.MessageId}")}, {judged.Instant:O}, "
                    + $"{string.Join(" ", judged.Matches.Select(match => $"{match.RuleId.Value}@{match.Version}"))}"
            );

    private static string Describe(Learner learner) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"created {learner.Created?.MessageId} active {learner.ActiveState} hired {learner.Hired} in {DescribeGroups(learner)}"
        );

    private static string DescribeGroups(Learner learner) =>
        string.Join(
            ",",
            learner.Memberships.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"{entry.Key}={entry.Value}")
        );
}
