using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Enrollment.Worker.Clock;
using Enrollment.Worker.DeadLetters;
using Enrollment.Worker.Publishing;
using JasperFx;
using JasperFx.Events;
using JasperFx.Events.Daemon;
using JasperFx.OpenTelemetry;
using Marten;
using Npgsql;
using Weasel.Core;

namespace Enrollment.Worker.Storage;

/// <summary>The event store and the documents next to it; used by the worker and by enrollctl.</summary>
public static class MartenSetup
{
    public const string Schema = "enrollment";

    /// <param name="withDaemon">False for a command line, which reads and writes but projects nothing.</param>
    public static IServiceCollection AddStorage(this IServiceCollection services, EnrollmentOptions options, bool withDaemon)
    {
        // First of all that is started.
        if (withDaemon)
            services.AddHostedService<SchemaStart>();
        var marten = services.AddMarten(store => Configure(store, options.Postgres)).UseLightweightSessions();
        // Subscriptions run on one process at a time, and move to another when it dies.
        if (!withDaemon)
            return services;
        marten
            .AddAsyncDaemon(DaemonMode.HotCold)
            .AddSubscriptionWithServices<AnnouncementSubscription>(
                ServiceLifetime.Singleton,
                subscription => subscription.Name = AnnouncementSubscription.SubscriptionName
            );
        return services.AddHostedService<DaemonGuard>();
    }

    private static void Configure(StoreOptions store, string connectionString)
    {
        store.Connection(ConnectionString(connectionString));
        store.DatabaseSchemaName = Schema;
        // Tables are made by SchemaChanges and by nothing else. At the first use of a kind of document every role would compare its table,
        // and an auditor, who is not shown all of it, would try to change it.
        store.AutoCreateSchemaObjects = AutoCreate.None;
        ConfigureJson(store);
        ConfigureEvents(store);
        store.Document<ClockSetting>();
        DeadLetterTable.Configure(store);
        StorageParts.Configure(store);
    }

    private static void ConfigureEvents(StoreOptions store)
    {
        store.Events.DatabaseSchemaName = Schema;
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

    // The server notices a dead client within seconds and frees its locks, the daemon's leadership among them; a client that hangs in the
    // middle
    // of a transaction loses it after a minute, because the daemon does not pass over the numbers of a transaction that lives. A thousand
    // people
    // are looked up by index also where the server takes its disk for one that turns: reading the whole table instead costs more with every
    // hire.
    internal static string ConnectionString(string given)
    {
        var parts = new NpgsqlConnectionStringBuilder(given);
        foreach (
            var (setting, value) in new[]
            {
                ("client_connection_check_interval", "2s"),
                ("idle_in_transaction_session_timeout", "60s"),
                ("random_page_cost", "1.1"),
            }
        )
            if (parts.Options?.Contains(setting, StringComparison.Ordinal) != true)
                parts.Options = $"{parts.Options} -c {setting}={value}".Trim();
        // Appending is the same few statements again and again: parsed and planned once for each connection.
        if (!parts.ShouldSerialize("Max Auto Prepare"))
            (parts.MaxAutoPrepare, parts.AutoPrepareMinUsages) = (50, 2);
        // Nothing here outlives its transaction on a connection, so there is nothing to reset.
        if (!parts.ShouldSerialize("No Reset On Close"))
            parts.NoResetOnClose = true;
        parts.ApplicationName ??= "enrollment";
        return parts.ConnectionString;
    }
}
