using Enrollment.Domain;
using Enrollment.Domain.Calendar;
using Enrollment.Domain.Deciding;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Learners;
using Enrollment.Storage;
using Enrollment.Storage.Enrollments;

namespace Enrollment.Processing.Facts;

/// <summary>What has to be decided for the facts of a batch.</summary>
internal sealed class FactDecisions(
    FactBatchContext context,
    LearnerBatch learners,
    BusinessCalendar calendar,
    EnrollmentOptions options,
    DateTimeOffset now
)
{
    /// <summary>The decisions that each fact needs, in the order of the facts.</summary>
    public IReadOnlyList<IReadOnlyList<Decision>> Of(IReadOnlyList<FactReceived> facts) =>
        [
            .. facts.Select(
                (fact, i) =>
                    fact switch
                    {
                        CompletionReceived completion => [Complete(completion)],
                        DecisionReceived decision => [Decide(decision)],
                        LearnerFactReceived joined when learners.IsNew(i) => EnrollAtOnce(joined.Fact, learners.After(i).At(now)),
                        _ => (IReadOnlyList<Decision>)[],
                    }
            ),
        ];

    /// <summary>A completion takes effect at once, from its own date (semantics 4, 5.3).</summary>
    private Decision Complete(CompletionReceived fact)
    {
        var key = new EnrollmentKey(fact.Activity, fact.Learner);
        var completedOn = RecordCompletion.DateOf(fact.CompletedOn, calendar.DateOf(fact.Stamp.OccurredAt));
        var cause = Cause.Message(fact.Stamp.MessageId);
        return new Decision(
            key,
            new RecordCompletion(completedOn, calendar.DateOf(now), context.RolledOverTo, cause, fact.Stamp.OccurredAt)
            {
                AdoptsAfter = context.AdoptsAfter,
                SentFor = fact.CompletedOn,
                MinimumDaysToComplete = options.MinimumDaysToComplete,
            }
        )
        {
            Others = CountingFor(key),
            FindConflict = state => CompletionConflicts.Find(state, fact),
        };
    }

    /// <summary>A decision about one learner takes effect at once (semantics 10).</summary>
    private Decision Decide(DecisionReceived fact)
    {
        var key = new EnrollmentKey(fact.Activity, fact.Learner);
        var command = fact.ToCommand(calendar, now);
        command = command with
        {
            AdoptsAfter = context.AdoptsAfter,
            Context = command.Context with { RolledOverTo = context.RolledOverTo, MinimumDaysToComplete = options.MinimumDaysToComplete },
        };
        return new Decision(key, command)
        {
            Others = command is RevokeCompletion ? CountingFor(key) : [],
            FindConflict = state => DecisionConflicts.Find(state, command),
        };
    }

    /// <summary>The enrollments of the learner that may count a completion of this one (semantics 11).</summary>
    private EnrollmentKey[] CountingFor(EnrollmentKey key) =>
        [.. context.Counting[key.Activity].Select(activity => key with { Activity = activity })];

    /// <summary>Semantics 4: a join in the user interface takes effect at once where no period is current.</summary>
    private IReadOnlyList<Decision> EnrollAtOnce(LearnerFact fact, Learner learner)
    {
        var today = calendar.DateOf(now);
        var factDate = calendar.DateOf(fact.Stamp.OccurredAt);
        var step = StepContext.AtOnce(factDate, today, now, options.MinimumDaysToComplete, fact.Stamp.MessageId) with
        {
            ShortAbsenceDays = options.ShortAbsenceDays,
        };
        return
        [
            .. ImmediateEffect
                .ActivitiesFor(fact, learner, context.Rules, today)
                .Select(activity => new EnrollmentKey(activity, learner.Id))
                .Select(key => new Decision(key, Evaluate(key.Activity)) { Others = [.. OtherEnrollments.CountedFor(key, context.Rules)] }),
        ];

        EvaluateRules Evaluate(ActivityId activity) =>
            new(activity, learner, context.Rules, calendar, step) { AdoptsAfter = context.AdoptsAfter };
    }
}
