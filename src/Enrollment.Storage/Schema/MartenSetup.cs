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

/// <summary>Registers the event store and the documents, for the worker and for enrollctl.</summary>
public static class MartenSetup
{
    /// <param name="services">The services to which the store is added.</param>
    /// <param name="options">Names the database.</param>
    /// <param name="configure">Adds what only a worker has: the daemon. enrollctl reads and writes without projections.</param>
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
        // Only SchemaChanges creates tables. Otherwise, every role would compare the table of a document when it first uses it, and an
        // auditor, who does not see all of it, would try to change it.
        store.AutoCreateSchemaObjects = AutoCreate.None;
        ConfigureJson(store);
        ConfigureEvents(store);
        StorageParts.Configure(store);
    }

    private static void ConfigureEvents(StoreOptions store)
    {
        store.Events.DatabaseSchemaName = DatabaseSchema.Name;
        store.Events.StreamIdentity = StreamIdentity.AsString;
        // A number is assigned inside the transaction that uses it. The daemon would skip a number that was reserved before
        // (docs/design/why-not.md).
        store.Events.AppendMode = EventAppendMode.QuickWithServerTimestamps;
        store.Events.MetadataConfig.CorrelationIdEnabled = true;
        store.Events.MetadataConfig.CausationIdEnabled = true;
        // Without the advisory lock in a transaction the HotCold daemon never starts with these package versions.
        store.Events.UseAdvisoryLockTransaction = true;
        // Polled, because a NOTIFY for each append takes a lock of the whole server at every commit and holds it while the log is flushed.
        store.Projections.FastPollingTime = TimeSpan.FromMilliseconds(100);
        store.Projections.SlowPollingTime = TimeSpan.FromMilliseconds(500);
        // An event that cannot be applied stops its projection visibly. It is not skipped.
        store.Projections.Errors.SkipApplyErrors = false;
        store.Projections.Errors.SkipSerializationErrors = false;
        store.Projections.Errors.SkipUnknownEvents = false;
        store.OpenTelemetry.TrackConnections = TrackLevel.Normal;
        store.OpenTelemetry.TrackEventCounters();
    }

    // Names and enum values as in the messages. jsonb reorders members, so a discriminator may come late.
    private static void ConfigureJson(StoreOptions store) =>
        store.UseSystemTextJsonForSerialization(
            EnumStorage.AsString,
            Casing.CamelCase,
            json =>
            {
                json.AllowOutOfOrderMetadataProperties = true;
                json.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
                // A third of a period's members are null. A missing member is read as null.
                json.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
                json.TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { RequireNoNullableMembers } };
            }
        );

    private static void RequireNoNullableMembers(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
            property.IsRequired &= !property.IsSetNullable;
    }
}
