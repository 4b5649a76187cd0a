using Npgsql;

namespace Enrollment.Storage.Access;

/// <summary>Adds the settings that the product needs to a connection string that does not contain them.</summary>
public static class PostgresConnection
{
    // The server detects a dead client within seconds and frees its locks, including the lock of the daemon's leader. It ends a transaction
    // whose client hangs after a minute, because the daemon waits for the event numbers of open transactions. A thousand learners are
    // looked up by index even if the server is configured for a rotating disk: reading the whole table costs more with every hire.
    public static string Complete(string connectionString)
    {
        var parts = new NpgsqlConnectionStringBuilder(connectionString);
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
        // Appending repeats a few statements: each connection parses and plans them once.
        if (!parts.ShouldSerialize("Max Auto Prepare"))
            (parts.MaxAutoPrepare, parts.AutoPrepareMinUsages) = (50, 2);
        // No state outlives a transaction on a connection, so there is nothing to reset.
        if (!parts.ShouldSerialize("No Reset On Close"))
            parts.NoResetOnClose = true;
        parts.ApplicationName ??= "enrollment";
        return parts.ConnectionString;
    }
}
