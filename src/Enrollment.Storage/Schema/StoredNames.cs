using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Learners;
using Enrollment.Domain.Rules;
using Enrollment.Storage.Clock;
using Enrollment.Storage.DeadLetters;
using Enrollment.Storage.Learners;
using Enrollment.Storage.Nights;
using Enrollment.Storage.Operators;
using Enrollment.Storage.Orders;
using Enrollment.Storage.Rules;
using Marten;

namespace Enrollment.Storage.Schema;

/// <summary>
/// The names of events and documents in the database. Stored data is never renamed, so the names do not depend on the names of types.
/// </summary>
internal static class StoredNames
{
    /// <summary>The value of the column <c>type</c> for each type of event.</summary>
    public static IReadOnlyDictionary<Type, string> Events { get; } =
        new Dictionary<Type, string>
        {
            [typeof(SourcesJudged)] = "sources_judged",
            [typeof(CompletionRecorded)] = "completion_recorded",
            [typeof(CompletionRevoked)] = "completion_revoked",
            [typeof(DueDateExtended)] = "due_date_extended",
            [typeof(ExemptionRecorded)] = "exemption_recorded",
            [typeof(SemanticsAdopted)] = "semantics_adopted",
            [typeof(PeriodPlanned)] = "period_planned",
            [typeof(PeriodSatisfied)] = "period_satisfied",
            [typeof(PeriodOpened)] = "period_opened",
            [typeof(PeriodBecameOverdue)] = "period_became_overdue",
            [typeof(PeriodCompleted)] = "period_completed",
            [typeof(PeriodMissed)] = "period_missed",
            [typeof(PeriodPaused)] = "period_paused",
            [typeof(PeriodResumed)] = "period_resumed",
            [typeof(PeriodWithdrawn)] = "period_withdrawn",
            [typeof(PeriodCanceled)] = "period_canceled",
            [typeof(PeriodExempted)] = "period_exempted",
            [typeof(PeriodRestored)] = "period_restored",
            [typeof(PeriodRetracted)] = "period_retracted",
            [typeof(PeriodDueDateChanged)] = "period_due_date_changed",
            [typeof(PeriodDueSoon)] = "period_due_soon",
            [typeof(PeriodStillOverdue)] = "period_still_overdue",
            [typeof(PeriodRequirementChanged)] = "period_requirement_changed",
            [typeof(PeriodRevised)] = "period_revised",
            [typeof(LearnerCreated)] = "learner_created",
            [typeof(LearnerUpdated)] = "learner_updated",
            [typeof(LearnerDeactivated)] = "learner_deactivated",
            [typeof(LearnerReactivated)] = "learner_reactivated",
            [typeof(MembershipChanged)] = "membership_changed",
            [typeof(LearnerForgotten)] = "learner_forgotten",
            [typeof(RuleSaved)] = "rule_saved",
            [typeof(OrderRecorded)] = "order_recorded",
            [typeof(NightStarted)] = "night_started",
            [typeof(NightFinished)] = "night_finished",
            [typeof(OperatorActed)] = "operator_acted",
        };

    /// <summary>The name of each document's table after <c>mt_doc_</c>.</summary>
    public static IReadOnlyDictionary<Type, string> Documents { get; } =
        new Dictionary<Type, string>
        {
            [typeof(LearnerDocument)] = "learner",
            [typeof(LearnerIdentity)] = "learner_identity",
            [typeof(RuleDocument)] = "rule",
            [typeof(OrderDocument)] = "retraining_order",
            [typeof(NightlyOrders)] = "nightly_orders",
            [typeof(NightlyRules)] = "nightly_rules",
            [typeof(NightlyFailure)] = "nightly_failure",
            [typeof(NightlyRunDocument)] = "nightlycyclestate",
            [typeof(NightlySchedulerState)] = "nightlyledger",
            [typeof(PhasePlan)] = "phaseplan",
            [typeof(SegmentResult)] = "segmentresult",
            [typeof(DeadLetter)] = "dead_letter",
            [typeof(ClockSetting)] = "clock_setting",
        };

    public static void MapEvents(StoreOptions store)
    {
        foreach (var (type, name) in Events)
            store.Events.MapEventType(type, name);
    }

    /// <summary>A document with its name from <see cref="Documents"/>.</summary>
    public static MartenRegistry.DocumentMappingExpression<T> Document<T>(this StoreOptions store)
        where T : notnull => store.Schema.For<T>().DocumentAlias(Documents[typeof(T)]);
}
