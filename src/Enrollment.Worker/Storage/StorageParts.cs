using Marten;

namespace Enrollment.Worker.Storage;

/// <summary>The one place where event types, own tables, projections and subscriptions are added to the store.</summary>
internal static class StorageParts
{
    public static void Configure(StoreOptions store)
    {
        _ = store;
    }
}
