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
        StoredNames.MapEvents(store);
        store.Document<LearnerDocument>();
        store.Document<LearnerIdentity>();
        store.Document<RuleDocument>();
        store.Document<NightlyRules>().Duplicate(rules => rules.BusinessDate);
        store.Document<NightlyFailure>().Duplicate(failure => failure.BusinessDate);
        NightlyCycleSetup.ConfigureMarten(store);
    }
}
