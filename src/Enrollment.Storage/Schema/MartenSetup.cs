using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Enrollment.Storage.Access;
using JasperFx;
using JasperFx.Events;
using JasperFx.OpenTelemetry;
using Marten;
using Weasel.Core;

namespace Enrollment.Storage.Schema;

/// <summary>The event store and the documents next to it; used by the worker and by enrollctl.</summary>
public static class MartenSetup
{
    /// <param name="services">Where the store is added.</param>
    /// <param name="options">Names the database.</param>
    /// <param name="configure">Adds what only a worker has: the daemon. A command line reads and writes and projects nothing.</param>
    public static IServiceCollection AddStorage(
        this IServiceCollection services,
        EnrollmentOptions options,
        Action<MartenServiceCollectionExtensions.MartenConfigurationExpression>? configure = null
    )
    {
        var marten = services.AddMarten(store => Configure(store, options.Postgres)).UseLightweightSessions();
        configure?.Invoke(marten);
        return services;
    }

    private static void Configure(StoreOptions store, string connectionString)
    {
        store.Connection(PostgresConnection.Complete(connectionString));
        store.DatabaseSchemaName = DatabaseSchema.Name;
        // Tables are made by SchemaChanges and by nothing else. At the first use of a kind of document every role would compare its table,
        // and an auditor, who is not shown all of it, would try to change it.
        store.AutoCreateSchemaObjects = AutoCreate.None;
        ConfigureJson(store);
        ConfigureEvents(store);
        StorageParts.Configure(store);
    }

    private static void ConfigureEvents(StoreOptions store)
    {
        store.Events.DatabaseSchemaName = DatabaseSchema.Name;
        store.Events.StreamIdentity = StreamIdentity.AsString;
        // Numbers are given out inside the transaction that uses them: the daemon would pass over one that was reserved before it
        // (docs/design/why-not.md).
        store.Events.AppendMode = EventAppendMode.QuickWithServerTimestamps;
        store.Events.MetadataConfig.CorrelationIdEnabled = true;
        store.Events.MetadataConfig.CausationIdEnabled = true;
        // Without the advisory lock in a transaction the HotCold daemon never starts with these package versions.
        store.Events.UseAdvisoryLockTransaction = true;
        // Asked for, not told of: a NOTIFY for each append takes one lock of the whole server at every commit and holds it while the log is
        // flushed.
        store.Projections.FastPollingTime = TimeSpan.FromMilliseconds(100);
        store.Projections.SlowPollingTime = TimeSpan.FromMilliseconds(500);
        // An event that cannot be applied stops its projection visibly instead of being left out.
        store.Projections.Errors.SkipApplyErrors = false;
        store.Projections.Errors.SkipSerializationErrors = false;
        store.Projections.Errors.SkipUnknownEvents = false;
        store.OpenTelemetry.TrackConnections = TrackLevel.Normal;
        store.OpenTelemetry.TrackEventCounters();
    }

    // Camel case and words as in the messages; jsonb reorders members, so a discriminator may come late.
    private static void ConfigureJson(StoreOptions store) =>
        store.UseSystemTextJsonForSerialization(
            EnumStorage.AsString,
            Casing.CamelCase,
            json =>
            {
                json.AllowOutOfOrderMetadataProperties = true;
                json.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
                // A third of a period's members are null; what is not there reads as null.
                json.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
                json.TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { AskForNoNulls } };
            }
        );

    private static void AskForNoNulls(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
            property.IsRequired &= !property.IsSetNullable;
    }
}
