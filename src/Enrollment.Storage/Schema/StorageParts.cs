using Enrollment.Storage.Clock;
using Enrollment.Storage.DeadLetters;
using Enrollment.Storage.Learners;
using Enrollment.Storage.Nights;
using Enrollment.Storage.Orders;
using Enrollment.Storage.Rules;
using Marten;

namespace Enrollment.Storage.Schema;

/// <summary>Adds event types, own tables and documents to the store.</summary>
internal static class StorageParts
{
    public static void Configure(StoreOptions store)
    {
        OwnTableSchema.Configure(store);
        StoredNames.MapEvents(store);
        store.Document<LearnerDocument>();
        store.Document<LearnerIdentity>();
        store.Document<RuleDocument>();
        store.Document<OrderDocument>();
        store.Document<NightlyOrders>().Duplicate(orders => orders.BusinessDate);
        store.Document<NightlyRules>().Duplicate(rules => rules.BusinessDate);
        store.Document<NightlyFailure>().Duplicate(failure => failure.BusinessDate);
        store.Document<ClockSetting>();
        ConfigureDeadLetters(store);
        ConfigureNights(store);
    }

    private static void ConfigureDeadLetters(StoreOptions store) =>
        store
            .Document<DeadLetter>()
            .Duplicate(letter => letter.Kind)
            .Duplicate(letter => letter.Queue)
            .Duplicate(letter => letter.MessageType)
            .Duplicate(letter => letter.MessageId)
            .Duplicate(letter => letter.LearnerId)
            .Duplicate(letter => letter.Source)
            .Duplicate(letter => letter.ReceivedAt);

    internal static void ConfigureNights(StoreOptions options)
    {
        options
            .Document<NightlyRunDocument>()
            .Identity(run => run.CorrelationId)
            .UseNumericRevisions(true)
            .Metadata(m => m.Revision.MapTo(run => run.Version));
        options.Document<NightlySchedulerState>().UseNumericRevisions(true).Metadata(m => m.Revision.MapTo(state => state.Version));
        options.Document<PhasePlan>().Duplicate(plan => plan.BusinessDate);
        options.Document<SegmentResult>().Duplicate(result => result.BusinessDate);
    }
}
