using Npgsql;

namespace Enrollment.Storage.Access;

/// <summary>Adds to a connection string what the product needs, unless it says otherwise.</summary>
internal static class PostgresConnection
{
    // The server notices a dead client within seconds and frees its locks, the daemon's leadership among them; a client that hangs in the
    // middle of a transaction loses it after a minute, because the daemon does not pass over the numbers of a transaction that lives. A
    // thousand people are looked up by index also where the server takes its disk for one that turns: reading the whole table instead costs
    // more with every hire.
    public static string Complete(string given)
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
