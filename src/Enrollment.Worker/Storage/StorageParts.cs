using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Learners;
using Enrollment.Domain.Rules;
using Enrollment.Worker.Learners;
using Enrollment.Worker.NightlyCycle;
using Enrollment.Worker.Rules;
using Marten;

namespace Enrollment.Worker.Storage;

/// <summary>The one place where event types, own tables, projections and subscriptions are added to the store.</summary>
internal static class StorageParts
{
    public static void Configure(StoreOptions store)
    {
        OwnTables.Configure(store);
        store.Events.AddEventTypes(EventTypes);
        store.Events.AddEventType<LearnerForgotten>();
        store.Schema.For<LearnerDocument>().DocumentAlias("learner");
        store.Schema.For<LearnerIdentity>().DocumentAlias("learner_identity");
        store.Schema.For<RuleDocument>().DocumentAlias("rule");
        store.Schema.For<NightlyRules>().DocumentAlias("nightly_rules").Duplicate(rules => rules.BusinessDate);
        store.Schema.For<NightlyFailure>().DocumentAlias("nightly_failure").Duplicate(failure => failure.BusinessDate);
        NightlyCycleSetup.ConfigureMarten(store);
    }

    private static IEnumerable<Type> EventTypes =>
        typeof(EnrollmentEvent)
            .Assembly.GetTypes()
            .Where(type => !type.IsAbstract && (IsEvent<EnrollmentEvent>(type) || IsEvent<LearnerFact>(type) || type == typeof(RuleSaved)));

    private static bool IsEvent<T>(Type type) => typeof(T).IsAssignableFrom(type);
}
